"""The tables of this app, as they begin."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('team', '0001_initial'),
        ('vault', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('made_on', models.DateField()),
                ('band', models.CharField(max_length=10)),
                ('weight', models.PositiveIntegerField()),
                ('look_again_on', models.DateField()),
                ('rules_version', models.CharField(max_length=20)),
                ('said', models.BinaryField(null=True)),
                ('said_version', models.PositiveIntegerField(default=0, editable=False)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
            ],
            options={
                'verbose_name': 'a danger assessment',
                'ordering': ('case', '-place'),
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=12, unique=True)),
                ('stage', models.CharField(default='accepted', max_length=20)),
                ('stage_since', models.DateField()),
                ('vetting', models.CharField(default='unseen', max_length=20)),
                ('first_cleared_on', models.DateField(null=True)),
                ('band', models.CharField(blank=True, max_length=10)),
                ('weight', models.PositiveIntegerField()),
                ('look_again_on', models.DateField(null=True)),
                ('opened_on', models.DateField()),
                ('hidden_since', models.DateField(null=True)),
                ('hidden_until', models.DateField(null=True)),
                ('people', models.PositiveSmallIntegerField()),
                ('may_be_split', models.BooleanField(default=False)),
                ('summary', models.BinaryField(null=True)),
                ('summary_version', models.PositiveIntegerField(default=0, editable=False)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
                ('first_clearer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
            ],
            options={
                'verbose_name': "the case's summary",
                'indexes': [models.Index(models.OrderBy(models.F('weight'), descending=True), models.F('opened_on'), name='cases_case_by_danger'), models.Index(fields=['stage'], name='cases_case_by_stage')],
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ['accepted', 'sheltered', 'routable', 'in_process', 'departed', 'arrived', 'status_filed', 'closed', 'on_hold', 'lost_contact', 'compromised', 'withdrawn', 'deceased'])), name='cases_case_stage'), models.CheckConstraint(condition=models.Q(('vetting__in', ['unseen', 'identity_ok', 'corroborated', 'two_person_cleared', 'hold_inconsistent', 'hold_infiltration', 'rejected'])), name='cases_case_vetting'), models.CheckConstraint(condition=models.Q(('band__in', ('', 'normal', 'urgent', 'emergency'))), name='cases_case_band'), models.CheckConstraint(condition=models.Q(('people__gte', 1), ('people__lte', 8)), name='cases_case_one_to_eight'), models.CheckConstraint(condition=models.Q(models.Q(('first_cleared_on__isnull', True), ('first_clearer__isnull', True)), models.Q(('first_cleared_on__isnull', False), ('first_clearer__isnull', False)), _connector='OR'), name='cases_case_cleared_has_who_and_when'), models.CheckConstraint(condition=models.Q(('hidden_until__isnull', True), models.Q(('hidden_since__isnull', False), ('hidden_until__gte', models.F('hidden_since'))), _connector='OR'), name='cases_case_hidden_until_after_since')],
            },
        ),
        migrations.CreateModel(
            name='BandProposal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('band', models.CharField(max_length=10)),
                ('proposed_on', models.DateField()),
                ('confirmed_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('reason', models.BinaryField(null=True)),
                ('reason_version', models.PositiveIntegerField(default=0, editable=False)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='cases.assessment')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='cases.case')),
            ],
            options={
                'verbose_name': 'a proposed band',
                'constraints': [models.CheckConstraint(condition=models.Q(('band__in', ('normal', 'urgent', 'emergency'))), name='cases_proposal_band'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by__isnull', True), ('confirmed_on__isnull', True)), models.Q(('confirmed_by__isnull', False), ('confirmed_on__isnull', False)), _connector='OR'), name='cases_proposal_confirmed_who_and_when'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='cases_proposal_two_people'), models.UniqueConstraint(condition=models.Q(('confirmed_by__isnull', True), ('ended_on__isnull', True)), fields=('case',), name='cases_proposal_one_waiting'), models.UniqueConstraint(condition=models.Q(('confirmed_by__isnull', False), ('ended_on__isnull', True)), fields=('case',), name='cases_proposal_one_standing')],
            },
        ),
        migrations.AddField(
            model_name='assessment',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='cases.case'),
        ),
        migrations.CreateModel(
            name='CaseFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('attached_on', models.DateField()),
                ('about', models.BinaryField(null=True)),
                ('about_version', models.PositiveIntegerField(default=0, editable=False)),
                ('attached_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('blob', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.blob')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='cases.case')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
            ],
            options={
                'verbose_name': 'a file',
                'indexes': [models.Index(fields=['case', 'attached_on'], name='cases_file_by_day')],
            },
        ),
        migrations.CreateModel(
            name='CheckInAgreement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('every_minutes', models.PositiveIntegerField(null=True)),
                ('grace_minutes', models.PositiveIntegerField(default=30)),
                ('step_minutes', models.PositiveIntegerField(default=30)),
                ('next_due_at', models.DateTimeField(null=True)),
                ('agreed_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('terms', models.BinaryField(null=True)),
                ('terms_version', models.PositiveIntegerField(default=0, editable=False)),
                ('agreed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='cases.case')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
            ],
            options={
                'verbose_name': 'a check-in agreement',
                'indexes': [models.Index(condition=models.Q(('ended_on__isnull', True)), fields=['next_due_at'], name='cases_agreement_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_by__isnull', True), ('ended_on__isnull', True)), models.Q(('ended_by__isnull', False), ('ended_on__isnull', False)), _connector='OR'), name='cases_agreement_ended_who_and_when'), models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('case',), name='cases_agreement_one_open')],
            },
        ),
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('heard_on', models.DateField()),
                ('said', models.BinaryField(null=True)),
                ('said_version', models.PositiveIntegerField(default=0, editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checkins', to='cases.case')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
                ('heard_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checkins', to='cases.checkinagreement')),
            ],
            options={
                'verbose_name': 'a check-in',
            },
        ),
        migrations.CreateModel(
            name='Called',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='order', to='cases.checkinagreement')),
            ],
            options={
                'ordering': ('agreement', 'place'),
                'constraints': [models.UniqueConstraint(fields=('agreement', 'place'), name='cases_called_place'), models.UniqueConstraint(fields=('agreement', 'member'), name='cases_called_once')],
            },
        ),
        migrations.CreateModel(
            name='Alarm',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('due_at', models.DateTimeField()),
                ('step', models.PositiveSmallIntegerField(default=1)),
                ('by_words', models.BooleanField(default=False)),
                ('raised_on', models.DateField()),
                ('answered_on', models.DateField(null=True)),
                ('deed', models.BinaryField(null=True)),
                ('deed_version', models.PositiveIntegerField(default=0, editable=False)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alarms', to='cases.case')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alarms', to='cases.checkinagreement')),
            ],
            options={
                'verbose_name': 'what was done about a silence',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_by__isnull', True), ('answered_on__isnull', True)), models.Q(('answered_by__isnull', False), ('answered_on__isnull', False)), _connector='OR'), name='cases_alarm_answered_who_and_when'), models.UniqueConstraint(condition=models.Q(('answered_on__isnull', True)), fields=('agreement',), name='cases_alarm_one_open')],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('raised_on', models.DateField()),
                ('met_on', models.DateField(null=True)),
                ('text', models.BinaryField(null=True)),
                ('text_version', models.PositiveIntegerField(default=0, editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='cases.case')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
                ('met_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
            ],
            options={
                'verbose_name': 'a need',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('met_by__isnull', True), ('met_on__isnull', True)), models.Q(('met_by__isnull', False), ('met_on__isnull', False)), _connector='OR'), name='cases_need_met_who_and_when')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('written_on', models.DateField()),
                ('text', models.BinaryField(null=True)),
                ('text_version', models.PositiveIntegerField(default=0, editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='cases.case')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
            ],
            options={
                'verbose_name': 'a note',
                'indexes': [models.Index(fields=['case', 'written_on'], name='cases_note_by_day')],
            },
        ),
        migrations.CreateModel(
            name='Numbering',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='cases_numbering_single')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('ordinal', models.PositiveSmallIntegerField()),
                ('evacuated_on', models.DateField(null=True)),
                ('left_country_on', models.DateField(null=True)),
                ('identity', models.BinaryField(null=True)),
                ('identity_version', models.PositiveIntegerField(default=0, editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='cases.case')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
            ],
            options={
                'verbose_name': 'a person',
                'ordering': ('case', 'ordinal'),
                'indexes': [models.Index(fields=['evacuated_on'], name='cases_person_evacuated'), models.Index(fields=['left_country_on'], name='cases_person_left')],
                'constraints': [models.UniqueConstraint(fields=('case', 'ordinal'), name='cases_person_ordinal'), models.CheckConstraint(condition=models.Q(('ordinal__gte', 1), ('ordinal__lte', 8)), name='cases_person_one_to_eight'), models.CheckConstraint(condition=models.Q(('left_country_on__isnull', True), ('evacuated_on__isnull', True), ('left_country_on__gte', models.F('evacuated_on')), _connector='OR'), name='cases_person_out_after_brought_out')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='missing', max_length=10)),
                ('state_since', models.DateField()),
                ('attention_month', models.DateField(null=True)),
                ('details', models.BinaryField(null=True)),
                ('details_version', models.PositiveIntegerField(default=0, editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='cases.case')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='cases.person')),
            ],
            options={
                'verbose_name': 'a paper',
                'indexes': [models.Index(fields=['attention_month'], name='cases_paper_attention')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['missing', 'requested', 'held', 'valid', 'expiring', 'expired'])), name='cases_paper_state')],
            },
        ),
        migrations.CreateModel(
            name='StageMove',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('old', models.CharField(blank=True, max_length=20)),
                ('new', models.CharField(max_length=20)),
                ('moved_on', models.DateField()),
                ('reason', models.BinaryField(null=True)),
                ('reason_version', models.PositiveIntegerField(default=0, editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='cases.case')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
                ('moved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
            ],
            options={
                'verbose_name': 'why the stage changed',
                'ordering': ('case', 'place'),
                'indexes': [models.Index(fields=['moved_on'], name='cases_move_by_day')],
                'constraints': [models.UniqueConstraint(fields=('case', 'place'), name='cases_move_place')],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('due_on', models.DateField()),
                ('set_on', models.DateField()),
                ('done_on', models.DateField(null=True)),
                ('text', models.BinaryField(null=True)),
                ('text_version', models.PositiveIntegerField(default=0, editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='cases.case')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
            ],
            options={
                'verbose_name': 'a task',
                'indexes': [models.Index(condition=models.Q(('done_on__isnull', True)), fields=['due_on'], name='cases_task_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('done_by__isnull', True), ('done_on__isnull', True)), models.Q(('done_by__isnull', False), ('done_on__isnull', False)), _connector='OR'), name='cases_task_done_who_and_when')],
            },
        ),
        migrations.CreateModel(
            name='VettingMove',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('old', models.CharField(max_length=20)),
                ('new', models.CharField(max_length=20)),
                ('moved_on', models.DateField()),
                ('reason', models.BinaryField(null=True)),
                ('reason_version', models.PositiveIntegerField(default=0, editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vetting_moves', to='cases.case')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
                ('moved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
            ],
            options={
                'verbose_name': 'why the vetting changed',
                'constraints': [models.UniqueConstraint(fields=('case', 'place'), name='cases_vetting_place')],
            },
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(fields=('case', 'place'), name='cases_assessment_place'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('band__in', ('normal', 'urgent', 'emergency'))), name='cases_assessment_band'),
        ),
    ]
