from django.db import migrations


class Migration(migrations.Migration):
    """Beside the work: it waits for those who were there before, and holds nobody."""

    atomic = False
    dependencies = [("growing", "0001_column")]
    operations = [
        migrations.RunSQL("SET lock_timeout = 0"),
        migrations.RunSQL("CREATE INDEX CONCURRENTLY contracts_grown ON contracts_contract (grown)"),
    ]
