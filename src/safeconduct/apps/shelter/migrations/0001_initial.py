"""The tables of this app, as they begin."""

import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('team', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Flat',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('cover_name', models.CharField(max_length=40)),
                ('beds', models.PositiveSmallIntegerField()),
                ('beds_out', models.PositiveSmallIntegerField(default=0)),
                ('address', models.BinaryField(null=True)),
                ('address_version', models.PositiveIntegerField(default=0, editable=False)),
                ('conditions', models.BinaryField(null=True)),
                ('conditions_version', models.PositiveIntegerField(default=0, editable=False)),
                ('opened_on', models.DateField()),
                ('state', models.CharField(default='open', max_length=10)),
                ('state_on', models.DateField()),
                ('state_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
            ],
            options={
                'verbose_name': 'a flat',
                'ordering': ('cover_name',),
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('cover_name'), name='shelter_flat_cover_name'), models.CheckConstraint(condition=models.Q(('state__in', ('open', 'paused', 'burnt'))), name='shelter_flat_state'), models.CheckConstraint(condition=models.Q(('beds__gte', 1), ('beds__lte', 99), ('beds_out__gte', 0), ('beds_out__lte', models.F('beds'))), name='shelter_flat_beds'), models.CheckConstraint(condition=models.Q(('state_on__gte', models.F('opened_on'))), name='shelter_flat_state_after_opening')],
            },
        ),
        migrations.CreateModel(
            name='AddressRelease',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('proposed_on', models.DateField()),
                ('approved_on', models.DateField(null=True)),
                ('withdrawn_on', models.DateField(null=True)),
                ('shared_on', models.DateField(null=True)),
                ('shared_how', models.CharField(blank=True, max_length=12)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('shared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('flat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='shelter.flat')),
            ],
            options={
                'verbose_name': 'a release of an address',
                'ordering': ('proposed_on', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('approved_by__isnull', True), ('approved_on__isnull', True)), models.Q(('approved_by__isnull', False), ('approved_on__gte', models.F('proposed_on')), ('approved_on__isnull', False)), _connector='OR'), name='shelter_release_approved_has_who_and_when'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='shelter_release_takes_two'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_by__isnull', True), ('withdrawn_on__isnull', True)), models.Q(('shared_on__isnull', True), ('withdrawn_by__isnull', False), ('withdrawn_on__isnull', False)), _connector='OR'), name='shelter_release_withdrawn_has_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('shared_by__isnull', True), ('shared_how', ''), ('shared_on__isnull', True)), models.Q(('approved_by__isnull', False), ('shared_by__isnull', False), ('shared_how__in', ('mailbox', 'in_person')), ('shared_on__isnull', False)), _connector='OR'), name='shelter_release_shared_only_if_approved'), models.UniqueConstraint(condition=models.Q(('withdrawn_by__isnull', True)), fields=('case', 'flat'), name='shelter_release_once')],
            },
        ),
        migrations.CreateModel(
            name='Stay',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('beds', models.PositiveSmallIntegerField()),
                ('from_on', models.DateField()),
                ('until', models.DateField(null=True)),
                ('hidden_since', models.DateField()),
                ('ended_why', models.CharField(blank=True, max_length=20)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='cases.case')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('flat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='shelter.flat')),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
            ],
            options={
                'verbose_name': 'a stay',
                'ordering': ('from_on', 'id'),
                'indexes': [models.Index(fields=['flat', 'from_on'], name='shelter_stay_by_flat'), models.Index(fields=['until', 'from_on'], name='shelter_stay_by_night')],
                'constraints': [models.CheckConstraint(condition=models.Q(('beds__gte', 1)), name='shelter_stay_takes_a_bed'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('from_on')), _connector='OR'), name='shelter_stay_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('hidden_since__lte', models.F('from_on'))), name='shelter_stay_hidden_since'), models.CheckConstraint(condition=models.Q(models.Q(('ended_by__isnull', True), ('ended_why', ''), ('until__isnull', True)), models.Q(('ended_by__isnull', False), ('until__isnull', False), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='shelter_stay_ended_has_who_and_why'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('case',), name='shelter_stay_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='EmergencyAsk',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.BinaryField(null=True)),
                ('reason_version', models.PositiveIntegerField(default=0, editable=False)),
                ('asked_on', models.DateField()),
                ('confirmed_on', models.DateField(null=True)),
                ('withdrawn_on', models.DateField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
            ],
            options={
                'verbose_name': 'why shelter could not wait',
                'ordering': ('asked_on', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by__isnull', True), ('confirmed_on__isnull', True)), models.Q(('confirmed_by__isnull', False), ('confirmed_on__gte', models.F('asked_on')), ('confirmed_on__isnull', False)), _connector='OR'), name='shelter_emergency_confirmed_has_who_and_when'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('asked_by')), _negated=True), _connector='OR'), name='shelter_emergency_takes_two'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_by__isnull', True), ('withdrawn_on__isnull', True)), models.Q(('confirmed_by__isnull', True), ('withdrawn_by__isnull', False), ('withdrawn_on__isnull', False)), _connector='OR'), name='shelter_emergency_withdrawn_has_who_and_when'), models.UniqueConstraint(condition=models.Q(('confirmed_by__isnull', True), ('withdrawn_by__isnull', True)), fields=('case',), name='shelter_emergency_one_open')],
            },
        ),
    ]
