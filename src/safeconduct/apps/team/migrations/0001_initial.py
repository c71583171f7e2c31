"""The tables of this app, as they begin."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Compartment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('standing', models.BooleanField(default=False)),
                ('burnt_on', models.DateField(null=True)),
            ],
            options={
                'ordering': ('code',),
            },
        ),
        migrations.CreateModel(
            name='Workspace',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('neutral_title', models.CharField(max_length=60)),
                ('leave_url', models.CharField(max_length=200)),
                ('recovery_public', models.BinaryField(max_length=2048)),
                ('recovery_threshold', models.PositiveSmallIntegerField()),
                ('recovery_shares', models.PositiveSmallIntegerField()),
                ('created_on', models.DateField()),
                ('rehearsal', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='Epoch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('public_key', models.BinaryField(max_length=2048)),
                ('signing_public', models.BinaryField(max_length=32)),
                ('recovery', models.BinaryField(max_length=2048, null=True)),
                ('begun_on', models.DateField()),
                ('resealed', models.BooleanField(default=True)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='epochs', to='team.compartment')),
            ],
            options={
                'ordering': ('compartment', 'number'),
                'constraints': [models.UniqueConstraint(fields=('compartment', 'number'), name='team_epoch_number')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40, unique=True)),
                ('role', models.CharField(max_length=20)),
                ('language', models.CharField(default='en', max_length=5)),
                ('public_key', models.BinaryField(max_length=2048)),
                ('salt', models.BinaryField(max_length=32)),
                ('parameters', models.CharField(max_length=60)),
                ('sealed_keys', models.BinaryField(max_length=1024)),
                ('must_choose_passphrase', models.BooleanField(default=False)),
                ('last_code_step', models.PositiveBigIntegerField(default=0)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('wait_until', models.DateTimeField(null=True)),
                ('joined_on', models.DateField()),
                ('left_on', models.DateField(null=True)),
                ('removed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
            ],
            options={
                'ordering': ('joined_on', 'name'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('left_on__isnull', True), ('removed_by__isnull', True)), models.Q(('left_on__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='team_member_left_has_who_and_when')],
            },
        ),
        migrations.CreateModel(
            name='KeyWish',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_on', models.DateField()),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='team.compartment')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='team.member')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('member', 'compartment'), name='team_wish_once')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed_secret', models.BinaryField(max_length=2048)),
                ('granted_on', models.DateField()),
                ('epoch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='team.epoch')),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.member')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='team.member')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('member', 'epoch'), name='team_grant_once')],
            },
        ),
        migrations.CreateModel(
            name='Unlock',
            fields=[
                ('id', models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ('keyring', models.BinaryField(max_length=512)),
                ('begun_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unlocks', to='team.member')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('seen_at__gte', models.F('begun_at'))), name='team_unlock_seen_after_begun')],
            },
        ),
    ]
