"""The documents of the search, and beside them their words: FTS5 on SQLite, tsvector on PostgreSQL.

Whoever changes `search_document` on SQLite in a way for which Django makes the table anew has to
make the trigger anew as well: it goes with the old table.
"""

from django.db import migrations, models
from django.db.models import Q

SQLITE = (
    # The words come finished: ASCII punctuation parts them, everything else is a letter.
    "CREATE VIRTUAL TABLE search_words USING fts5(title, body, keys, tokenize = 'ascii')",
    # A headline or a subject counts eight times as much as a text; keys count nothing.
    "INSERT INTO search_words (search_words, rank) VALUES ('rank', 'bm25(8.0, 1.0, 0.0)')",
    "CREATE TRIGGER search_document_gone AFTER DELETE ON search_document "
    "BEGIN DELETE FROM search_words WHERE rowid = old.id; END",
)
SQLITE_BACK = ("DROP TRIGGER search_document_gone", "DROP TABLE search_words")
POSTGRESQL = (
    "ALTER TABLE search_document ADD COLUMN words tsvector, ADD COLUMN strong tsvector",
    # What waits to be merged into the index is read by every query: let it not grow long.
    "CREATE INDEX search_document_words ON search_document USING gin (words) "
    "WITH (gin_pending_list_limit = 256)",
)
POSTGRESQL_BACK = ("ALTER TABLE search_document DROP COLUMN words, DROP COLUMN strong",)


def make_words(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if on_postgresql else SQLITE:
        schema_editor.execute(statement)


def drop_words(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL_BACK if on_postgresql else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("discussion", "0002_initial"),
        ("stories", "0003_addresses_follow_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("section_key", models.BigIntegerField()),
                (
                    "indexed_at",
                    models.BigIntegerField(help_text="In microseconds since 1970; the first time."),
                ),
                (
                    "comment",
                    models.OneToOneField(
                        null=True,
                        on_delete=models.CASCADE,
                        related_name="+",
                        to="discussion.comment",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="+", to="stories.publishedstory"
                    ),
                ),
            ],
            options={
                "verbose_name": "text in the search",
                "verbose_name_plural": "texts in the search",
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(comment__isnull=True),
                        fields=("story",),
                        name="story_is_in_the_search_once",
                    )
                ],
            },
        ),
        migrations.RunPython(make_words, drop_words),
    ]
