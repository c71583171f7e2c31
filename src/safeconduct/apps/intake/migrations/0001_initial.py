"""The tables of this app, as they begin."""

import django.db.models.deletion
import safeconduct.apps.cases.stages
import safeconduct.apps.intake.codes
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('team', '0001_initial'),
        ('vault', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plea',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('lookup_digest', models.BinaryField(max_length=32, unique=True)),
                ('mailbox_salt', models.BinaryField(max_length=16)),
                ('mailbox_public', models.BinaryField(max_length=1216)),
                ('content', models.BinaryField(null=True)),
                ('content_version', models.PositiveIntegerField(default=0, editable=False)),
                ('urgency', models.CharField(max_length=10)),
                ('language', models.CharField(max_length=5)),
                ('arrived', models.DateTimeField()),
                ('stage', models.CharField(default=safeconduct.apps.intake.codes.Stage['REQUESTED'], max_length=20)),
                ('stage_since', models.DateField()),
                ('waits_since', models.DateTimeField(null=True)),
                ('withdrawn_on', models.DateField(null=True)),
                ('decline_reason', models.CharField(blank=True, max_length=20)),
                ('vetting', models.CharField(default=safeconduct.apps.cases.stages.Vetting['UNSEEN'], max_length=20)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pleas', to='cases.case')),
                ('cleared_first_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('cleared_second_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
            ],
            options={
                'verbose_name': 'a request for help',
                'indexes': [models.Index(fields=['stage', 'urgency', 'arrived'], name='intake_plea_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('urgency__in', [safeconduct.apps.intake.codes.Urgency['NOW'], safeconduct.apps.intake.codes.Urgency['DAYS'], safeconduct.apps.intake.codes.Urgency['UNCLEAR'], safeconduct.apps.intake.codes.Urgency['LATER']])), name='intake_urgency'), models.CheckConstraint(condition=models.Q(('stage__in', [safeconduct.apps.intake.codes.Stage['REQUESTED'], safeconduct.apps.intake.codes.Stage['SCREENING'], safeconduct.apps.intake.codes.Stage['EVIDENCE'], safeconduct.apps.intake.codes.Stage['INTERVIEW'], safeconduct.apps.intake.codes.Stage['REVIEW_1'], safeconduct.apps.intake.codes.Stage['REVIEW_2'], safeconduct.apps.intake.codes.Stage['ACCEPTED'], safeconduct.apps.intake.codes.Stage['DECLINED'], safeconduct.apps.intake.codes.Stage['REFERRED_OUT'], safeconduct.apps.intake.codes.Stage['WITHDRAWN'], safeconduct.apps.intake.codes.Stage['DUPLICATE']])), name='intake_stage'), models.CheckConstraint(condition=models.Q(('vetting__in', [safeconduct.apps.cases.stages.Vetting['UNSEEN'], safeconduct.apps.cases.stages.Vetting['IDENTITY_OK'], safeconduct.apps.cases.stages.Vetting['CORROBORATED'], safeconduct.apps.cases.stages.Vetting['TWO_PERSON_CLEARED'], safeconduct.apps.cases.stages.Vetting['HOLD_INCONSISTENT'], safeconduct.apps.cases.stages.Vetting['HOLD_INFILTRATION'], safeconduct.apps.cases.stages.Vetting['REJECTED']])), name='intake_vetting'), models.CheckConstraint(condition=models.Q(('decline_reason__in', ['', safeconduct.apps.intake.codes.DeclineReason['OUTSIDE_MANDATE'], safeconduct.apps.intake.codes.DeclineReason['NO_DANGER_FOUND'], safeconduct.apps.intake.codes.DeclineReason['OTHER_HELP_NEARER'], safeconduct.apps.intake.codes.DeclineReason['NO_CAPACITY'], safeconduct.apps.intake.codes.DeclineReason['CANNOT_VERIFY'], safeconduct.apps.intake.codes.DeclineReason['HOSTILE']])), name='intake_decline_reason'), models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', True), ('stage', safeconduct.apps.intake.codes.Stage['WITHDRAWN']), ('withdrawn_on__isnull', False)), models.Q(models.Q(('stage', safeconduct.apps.intake.codes.Stage['WITHDRAWN']), _negated=True), ('withdrawn_on__isnull', True)), _connector='OR'), name='intake_withdrawn_is_empty_and_dated'), models.CheckConstraint(condition=models.Q(models.Q(('vetting', safeconduct.apps.cases.stages.Vetting['TWO_PERSON_CLEARED']), _negated=True), models.Q(('cleared_first_by__isnull', False), ('cleared_second_by__isnull', False), models.Q(('cleared_first_by', models.F('cleared_second_by')), _negated=True)), _connector='OR'), name='intake_cleared_by_two_different')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=12)),
                ('at', models.DateTimeField()),
                ('text', models.BinaryField(null=True)),
                ('text_version', models.PositiveIntegerField(default=0, editable=False)),
                ('answer', models.BinaryField(null=True)),
                ('read_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
                ('plea', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='intake.plea')),
            ],
            options={
                'verbose_name': 'a message',
                'ordering': ('number',),
                'constraints': [models.UniqueConstraint(fields=('plea', 'number'), name='intake_message_number'), models.CheckConstraint(condition=models.Q(('kind__in', [safeconduct.apps.intake.codes.MessageKind['THEIRS'], safeconduct.apps.intake.codes.MessageKind['ANSWER'], safeconduct.apps.intake.codes.MessageKind['QUESTION'], safeconduct.apps.intake.codes.MessageKind['DECLINE'], safeconduct.apps.intake.codes.MessageKind['REFERRAL'], safeconduct.apps.intake.codes.MessageKind['ACCEPTANCE']])), name='intake_message_kind'), models.CheckConstraint(condition=models.Q(models.Q(('answer__isnull', True), ('by__isnull', True), ('kind', safeconduct.apps.intake.codes.MessageKind['THEIRS'])), models.Q(models.Q(('kind', safeconduct.apps.intake.codes.MessageKind['THEIRS']), _negated=True), ('by__isnull', False)), _connector='OR'), name='intake_answer_has_author')],
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=16)),
                ('stage_before', models.CharField(blank=True, max_length=20)),
                ('made_on', models.DateField()),
                ('undone_on', models.DateField(null=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links_from', to='intake.plea')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links_to', to='intake.plea')),
            ],
            options={
                'verbose_name': 'a link between requests',
                'ordering': ('made_on', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', [safeconduct.apps.intake.codes.LinkKind['DUPLICATE_OF'], safeconduct.apps.intake.codes.LinkKind['SAME_PERSON_AS']])), name='intake_link_kind'), models.CheckConstraint(condition=models.Q(('one', models.F('other')), _negated=True), name='intake_link_of_two'), models.CheckConstraint(condition=models.Q(models.Q(('undone_by__isnull', True), ('undone_on__isnull', True)), models.Q(('undone_by__isnull', False), ('undone_on__isnull', False)), _connector='OR'), name='intake_link_undone_has_who_and_when'), models.UniqueConstraint(condition=models.Q(('undone_on__isnull', True)), fields=('kind', 'one', 'other'), name='intake_link_once')],
            },
        ),
        migrations.CreateModel(
            name='PleaFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('blob', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.blob')),
                ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='intake.message')),
                ('plea', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='intake.plea')),
            ],
            options={
                'verbose_name': 'a file of a request',
            },
        ),
        migrations.CreateModel(
            name='RequestNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('text', models.BinaryField(null=True)),
                ('text_version', models.PositiveIntegerField(default=0, editable=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
                ('plea', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='intake.plea')),
            ],
            options={
                'verbose_name': 'a note on a request',
                'ordering': ('at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Screening',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('item', models.CharField(max_length=30)),
                ('answer', models.CharField(max_length=8)),
                ('note', models.BinaryField(null=True)),
                ('note_version', models.PositiveIntegerField(default=0, editable=False)),
                ('on', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
                ('plea', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='screening', to='intake.plea')),
            ],
            options={
                'verbose_name': 'a point of the screening',
                'constraints': [models.UniqueConstraint(fields=('plea', 'item'), name='intake_screening_once'), models.CheckConstraint(condition=models.Q(('answer__in', ('yes', 'no', 'unknown'))), name='intake_screening_answer')],
            },
        ),
    ]
