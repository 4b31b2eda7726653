from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_initial")]
    operations = [migrations.RunSQL("ALTER TABLE contracts_contract ADD COLUMN grown text NULL")]
