from django.db import migrations, models

from pasquino.accounts import names

AT_ONCE = 1000


def compare_imported(apps, schema_editor):
    """Give imported readers what their names look like, so that nobody takes one in disguise."""
    User = apps.get_model("accounts", "User")
    people = list(User.objects.exclude(origin__in=["", "closed"]).only("pk", "name"))
    for person in people:
        person.name_skeleton = names.skeleton(person.name)
    User.objects.bulk_update(people, ["name_skeleton"], batch_size=AT_ONCE)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_api_tokens'),
    ]

    operations = [
        migrations.AlterField(
            model_name='user',
            name='name_skeleton',
            field=models.CharField(blank=True, editable=False, help_text='What the name looks like (names.skeleton); empty for closed accounts.', max_length=264),
        ),
        migrations.RunPython(compare_imported, migrations.RunPython.noop),
    ]
