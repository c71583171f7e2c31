"""The tables of this app, as they begin."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('seq', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('who', models.CharField(max_length=36)),
                ('verb', models.CharField(max_length=64)),
                ('table', models.CharField(blank=True, max_length=64)),
                ('row', models.UUIDField(null=True)),
                ('case', models.UUIDField(null=True)),
                ('purpose', models.CharField(blank=True, max_length=64)),
                ('details', models.TextField()),
                ('previous', models.BinaryField(max_length=32)),
                ('digest', models.BinaryField(max_length=32)),
                ('signature', models.BinaryField(max_length=64, null=True)),
            ],
            options={
                'ordering': ('seq',),
                'indexes': [models.Index(fields=['case', 'seq'], name='audit_event_by_case'), models.Index(fields=['who', 'seq'], name='audit_event_by_who'), models.Index(fields=['table', 'row', 'seq'], name='audit_event_by_row')],
            },
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('seq', models.PositiveBigIntegerField()),
                ('digest', models.BinaryField(max_length=32)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='audit_head_is_single')],
            },
        ),
    ]
