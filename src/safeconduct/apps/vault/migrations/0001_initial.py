"""The tables of this app, as they begin."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('team', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Blob',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('case_id', models.UUIDField(null=True)),
                ('key', models.BinaryField(null=True)),
                ('key_version', models.PositiveIntegerField(default=0, editable=False)),
                ('padded_bytes', models.PositiveBigIntegerField()),
                ('arrived_on', models.DateField()),
                ('kept', models.BooleanField(default=False)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
            ],
        ),
        migrations.CreateModel(
            name='SearchSegment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.BinaryField(null=True)),
                ('key_version', models.PositiveIntegerField(default=0, editable=False)),
                ('entries', models.PositiveIntegerField()),
                ('stale', models.BooleanField(default=False)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
            ],
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('case_id', models.UUIDField(null=True)),
                ('table', models.CharField(max_length=64)),
                ('row', models.UUIDField()),
                ('column', models.CharField(max_length=64)),
                ('words', models.BinaryField(null=True)),
                ('words_version', models.PositiveIntegerField(default=0, editable=False)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='team.compartment')),
                ('segment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='words_in', to='vault.searchsegment')),
            ],
            options={
                'indexes': [models.Index(fields=['compartment', 'segment'], name='vault_entry_tail')],
                'constraints': [models.UniqueConstraint(fields=('table', 'row', 'column'), name='vault_entry_once'), models.CheckConstraint(condition=models.Q(models.Q(('segment__isnull', True), ('words__isnull', False)), models.Q(('segment__isnull', False), ('words__isnull', True)), _connector='OR'), name='vault_entry_words_in_one_place')],
            },
        ),
    ]
