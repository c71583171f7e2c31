"""The tables of this app, as they begin."""

import django.db.models.deletion
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
            name='Place',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('pledged', 'pledged'), ('open', 'open'), ('held', 'held'), ('used', 'used'), ('lapsed', 'lapsed'), ('revoked', 'revoked')], max_length=8)),
                ('persons', models.PositiveSmallIntegerField()),
                ('pledged_on', models.DateField()),
                ('opened_on', models.DateField(null=True)),
                ('valid_until', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('conditions', models.BinaryField(null=True)),
                ('conditions_version', models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'places offered',
                'ordering': ('route', 'pledged_on'),
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('draft', 'being prepared'), ('reviewed', 'read through'), ('consented', 'consented to'), ('place_held', 'place held'), ('submitted', 'handed in'), ('info_requested', 'more asked for'), ('interview', 'interview or biometrics'), ('decided', 'decided'), ('visa_issued', 'visa issued'), ('pre_departure', 'ready to leave'), ('departed', 'left'), ('route_suspended', 'way suspended'), ('expired', 'expired'), ('withdrawn', 'withdrawn')], max_length=16)),
                ('before_suspension', models.CharField(blank=True, choices=[('draft', 'being prepared'), ('reviewed', 'read through'), ('consented', 'consented to'), ('place_held', 'place held'), ('submitted', 'handed in'), ('info_requested', 'more asked for'), ('interview', 'interview or biometrics'), ('decided', 'decided'), ('visa_issued', 'visa issued'), ('pre_departure', 'ready to leave'), ('departed', 'left'), ('route_suspended', 'way suspended'), ('expired', 'expired'), ('withdrawn', 'withdrawn')], max_length=16)),
                ('persons', models.PositiveSmallIntegerField()),
                ('started_on', models.DateField()),
                ('state_since', models.DateField()),
                ('handed_in_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('decision', models.CharField(blank=True, choices=[('', 'not decided'), ('approved', 'approved'), ('denied', 'denied'), ('deferred_info', 'deferred until more is handed in'), ('refused_to_consider', 'refused to consider'), ('split', 'approved for some of the people'), ('withdrawn', 'withdrawn before a decision')], max_length=20)),
                ('decided_on', models.DateField(null=True)),
                ('exclusion', models.CharField(choices=[('not_triggered', 'no question raised'), ('triggered_pending', 'individual review under way'), ('cleared', 'reviewed and cleared'), ('excluded', 'reviewed and excluded')], default='not_triggered', max_length=20)),
                ('checklist', models.BinaryField(null=True)),
                ('checklist_version', models.PositiveIntegerField(default=0, editable=False)),
                ('missing', models.PositiveSmallIntegerField(null=True)),
                ('passport_month', models.DateField(null=True)),
                ('looked_through_on', models.DateField(null=True)),
                ('decision_text', models.BinaryField(null=True)),
                ('decision_text_version', models.PositiveIntegerField(default=0, editable=False)),
                ('exclusion_text', models.BinaryField(null=True)),
                ('exclusion_text_version', models.PositiveIntegerField(default=0, editable=False)),
                ('reason', models.BinaryField(null=True)),
                ('reason_version', models.PositiveIntegerField(default=0, editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.compartment')),
                ('exclusion_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
            ],
            options={
                'verbose_name': 'an application',
                'ordering': ('started_on',),
            },
        ),
        migrations.CreateModel(
            name='Journey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('out_of_region', 'out of the region'), ('abroad', 'abroad')], max_length=16)),
                ('state', models.CharField(choices=[('planned', 'planned'), ('under_way', 'under way'), ('arrived', 'arrived'), ('called_off', 'called off')], max_length=12)),
                ('month', models.DateField()),
                ('left_on', models.DateField(null=True)),
                ('arrived_on', models.DateField(null=True)),
                ('file_by', models.DateField(null=True)),
                ('filed_on', models.DateField(null=True)),
                ('plan', models.BinaryField(null=True)),
                ('plan_version', models.PositiveIntegerField(default=0, editable=False)),
                ('filing', models.BinaryField(null=True)),
                ('filing_version', models.PositiveIntegerField(default=0, editable=False)),
                ('application', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='journeys', to='relocation.application')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.compartment')),
            ],
            options={
                'verbose_name': 'a journey',
                'ordering': ('month',),
                'indexes': [models.Index(fields=['kind', 'left_on'], name='relocation_journey_left')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('under_way', 'arrived')), _negated=True), ('left_on__isnull', False), _connector='OR'), name='relocation_journey_left_has_day'), models.CheckConstraint(condition=models.Q(models.Q(('arrived_on__isnull', False), ('state', 'arrived')), models.Q(models.Q(('state', 'arrived'), _negated=True), ('arrived_on__isnull', True)), _connector='OR'), name='relocation_journey_arrived_has_day'), models.CheckConstraint(condition=models.Q(('filed_on__isnull', True), ('arrived_on__isnull', False), _connector='OR'), name='relocation_filed_after_arrival')],
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('cover_name', models.CharField(max_length=40, unique=True)),
                ('kind', models.CharField(choices=[('government', 'government'), ('city', 'city'), ('organisation', 'organisation'), ('sponsor', 'private sponsor')], max_length=16)),
                ('confidentiality', models.CharField(choices=[('open', 'open: may be named'), ('ours', 'only we know'), ('never', 'must never be named, nor be inferable')], max_length=8)),
                ('state', models.CharField(choices=[('contacted', 'contacted'), ('briefed', 'briefed'), ('agreed', 'agreed to help'), ('declined', 'declined'), ('silent', 'silent'), ('suspended', 'suspended')], max_length=12)),
                ('contacted_on', models.DateField()),
                ('briefed_on', models.DateField(null=True)),
                ('agreed_on', models.DateField(null=True)),
                ('agreed_until', models.DateField(null=True)),
                ('state_since', models.DateField()),
                ('identity', models.BinaryField(null=True)),
                ('identity_version', models.PositiveIntegerField(default=0, editable=False)),
                ('terms', models.BinaryField(null=True)),
                ('terms_version', models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'a partner',
                'ordering': ('cover_name',),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'agreed'), _negated=True), models.Q(('agreed_on__isnull', False), ('agreed_until__isnull', True)), _connector='OR'), name='relocation_partner_agreed_has_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'briefed'), _negated=True), ('briefed_on__isnull', False), _connector='OR'), name='relocation_partner_briefed_has_day'), models.CheckConstraint(condition=models.Q(('agreed_until__isnull', True), models.Q(('agreed_on__isnull', False), ('agreed_until__gte', models.F('agreed_on'))), _connector='OR'), name='relocation_partner_agreed_before_until')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('note', models.BinaryField(null=True)),
                ('note_version', models.PositiveIntegerField(default=0, editable=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contact_log', to='relocation.partner')),
            ],
            options={
                'verbose_name': 'a contact with a partner',
                'ordering': ('-on',),
                'indexes': [models.Index(fields=['partner', 'on'], name='relocation_contact_by_day')],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('held', 'held'), ('used', 'used'), ('released', 'given back')], max_length=8)),
                ('persons', models.PositiveSmallIntegerField()),
                ('held_on', models.DateField()),
                ('until', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='relocation.application')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='relocation.place')),
            ],
            options={
                'verbose_name': 'places held',
                'ordering': ('held_on',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'held')), fields=('application',), name='relocation_one_hold'), models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('state', 'held')), models.Q(models.Q(('state', 'held'), _negated=True), ('ended_on__isnull', False)), _connector='OR'), name='relocation_hold_ended_has_day'), models.CheckConstraint(condition=models.Q(('persons__gte', 1)), name='relocation_hold_for_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Route',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('status', models.CharField(choices=[('active', 'open for applications'), ('suspended', 'suspended')], default='active', max_length=10)),
                ('opened_on', models.DateField()),
                ('suspended_on', models.DateField(null=True)),
                ('terms', models.BinaryField(null=True)),
                ('terms_version', models.PositiveIntegerField(default=0, editable=False)),
                ('reason', models.BinaryField(null=True)),
                ('reason_version', models.PositiveIntegerField(default=0, editable=False)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='routes', to='relocation.partner')),
            ],
            options={
                'verbose_name': 'a way in',
                'ordering': ('partner__cover_name', 'number'),
                'constraints': [models.UniqueConstraint(fields=('partner', 'number'), name='relocation_route_number'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'active'), ('suspended_on__isnull', True)), models.Q(('status', 'suspended'), ('suspended_on__isnull', False)), _connector='OR'), name='relocation_route_suspended_has_day')],
            },
        ),
        migrations.AddField(
            model_name='place',
            name='route',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='relocation.route'),
        ),
        migrations.AddField(
            model_name='application',
            name='route',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='relocation.route'),
        ),
        migrations.CreateModel(
            name='Traveller',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('journey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='travellers', to='relocation.journey')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.person')),
            ],
            options={
                'verbose_name': 'a traveller',
                'constraints': [models.UniqueConstraint(fields=('journey', 'person'), name='relocation_travels_once')],
            },
        ),
        migrations.CreateModel(
            name='Visa',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('visa', 'visa'), ('residence_permit', 'residence permit'), ('travel_document', 'travel document')], max_length=16)),
                ('attention_month', models.DateField()),
                ('noted_on', models.DateField()),
                ('replaced_on', models.DateField(null=True)),
                ('details', models.BinaryField(null=True)),
                ('details_version', models.PositiveIntegerField(default=0, editable=False)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visas', to='relocation.application')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.compartment')),
            ],
            options={
                'verbose_name': 'a visa',
                'ordering': ('noted_on',),
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('given_on', models.DateField()),
                ('expires_on', models.DateField()),
                ('withdrawn_on', models.DateField(null=True)),
                ('text', models.BinaryField(null=True)),
                ('text_version', models.PositiveIntegerField(default=0, editable=False)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='relocation.application')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.compartment')),
            ],
            options={
                'verbose_name': 'a consent',
                'ordering': ('-given_on',),
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_on__gte', models.F('given_on'))), name='relocation_consent_in_order')],
            },
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('persons__gte', 1)), name='relocation_place_for_somebody'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('open', 'held', 'used')), _negated=True), ('opened_on__isnull', False), _connector='OR'), name='relocation_place_open_has_day'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['state'], name='relocation_application_state'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('state__in', ['departed', 'expired', 'withdrawn']), _negated=True), ('ended_on__isnull', True)), fields=('case', 'route'), name='relocation_one_application_per_way'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', True), ('decision', '')), models.Q(models.Q(('decision', ''), _negated=True), ('decided_on__isnull', False)), _connector='OR'), name='relocation_decision_has_day'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'route_suspended'), _negated=True), ('before_suspension', '')), models.Q(('state', 'route_suspended'), models.Q(('before_suspension', ''), _negated=True)), _connector='OR'), name='relocation_suspended_knows_from_where'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('persons__gte', 1)), name='relocation_application_for_somebody'),
        ),
    ]
