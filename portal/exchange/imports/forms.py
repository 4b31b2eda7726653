"""Forms of imports: the file, how it is read, and which column holds what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.exchange.imports import cells, text_files
from portal.exchange.imports.kinds import ImportKind
from portal.exchange.imports.layout import NO_HEADER, Understanding
from portal.exchange.imports.reading import Table

MOST_BYTES = 25 * 1024 * 1024
ENDINGS = ".csv,.txt,.tsv,.xlsx,.ods,.vcf"
DELIMITER_LABELS = {";": _("Point-virgule"), ",": _("Virgule"), "\t": _("Tabulation"), "|": _("Barre verticale")}
ORDER_LABELS = {
    cells.DAY_FIRST: _("Jour/mois/année"),
    cells.MONTH_FIRST: _("Mois/jour/année"),
    cells.YEAR_FIRST: _("Année-mois-jour"),
}
SIGN_LABELS = {cells.COMMA: _("Virgule : 1 234,56"), cells.POINT: _("Point : 1,234.56")}
LOWEST, HIGHEST = 0, 200


class UploadForm(forms.Form):
    """A file to import, and where it comes from."""

    source = forms.ChoiceField(label=_("Partenaire"), required=False)
    upload = forms.FileField(
        label=_("Fichier"),
        help_text=_("CSV, TXT, XLSX, ODS ou vCard, 25 Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}),
        error_messages={"required": _("Choisissez un fichier."), "empty": _("Ce fichier est vide.")},
    )

    def __init__(self, *args, kind: ImportKind, user, **kwargs):
        super().__init__(*args, **kwargs)
        if kind.source is None:
            del self.fields["source"]
            return
        source = self.fields["source"]
        self.names = {str(key): str(name) for key, name in kind.source.choices(user)}
        source.choices = [("", _("Choisissez…")), *self.names.items()]
        source.label, source.required = kind.source.label, kind.source.required
        source.error_messages["required"] = _("Choisissez d’où vient le fichier.")

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("Ce fichier dépasse 25 Mo : importez-le en plusieurs fois."))
        return upload


class ReadingForm(forms.Form):
    """How a file is read, all of it changeable, and which column each field comes from."""

    encoding = forms.ChoiceField(
        label=_("Encodage"), choices=[(name, name.upper()) for name in text_files.ENCODINGS], required=False
    )
    delimiter = forms.ChoiceField(label=_("Séparateur"), choices=list(DELIMITER_LABELS.items()), required=False)
    sheet = forms.ChoiceField(label=_("Feuille"), required=False)
    header = forms.IntegerField(
        label=_("Ligne des titres"),
        min_value=LOWEST,
        max_value=HIGHEST,
        help_text=_("0 si le fichier n’a pas de titres."),
    )
    date_order = forms.ChoiceField(label=_("Dates"), choices=list(ORDER_LABELS.items()))
    decimal_sign = forms.ChoiceField(label=_("Décimales"), choices=list(SIGN_LABELS.items()))

    def __init__(self, *args, kind: ImportKind, table: Table, mapping: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.table = kind, table
        for name in ("encoding", "delimiter") if not table.is_text or not table.understood.delimiter else ("sheet",):
            del self.fields[name]
        if "sheet" in self.fields:
            self.fields["sheet"].choices = [(name, name) for name in table.sheets]
            if len(table.sheets) < 2:
                del self.fields["sheet"]
        columns = [("", _("Ne pas importer")), *((str(n), name) for n, name in enumerate(table.columns))]
        for each in kind.fields:
            self.fields[f"champ_{each.key}"] = forms.ChoiceField(
                label=each.label,
                choices=columns,
                required=False,
                initial=str(mapping.get(each.key, "")),
            )

    @staticmethod
    def initial_of(understood: Understanding) -> dict:
        return {**understood.to_json(), "header": understood.header + 1}

    def mapping_fields(self) -> list:
        return [self[f"champ_{each.key}"] for each in self.kind.fields]

    def reading_fields(self) -> list:
        names = ("sheet", "encoding", "delimiter", "header", "date_order", "decimal_sign")
        return [self[name] for name in names if name in self.fields]

    def understood(self) -> Understanding:
        """Return how the file is to be read, as typed."""
        data = self.cleaned_data
        header = data["header"] - 1 if data.get("header") is not None else NO_HEADER
        return self.table.understood.changed(
            encoding=data.get("encoding") or None,
            delimiter=data.get("delimiter") or None,
            sheet=data.get("sheet") or None,
            header=header,
            date_order=data.get("date_order"),
            decimal_sign=data.get("decimal_sign"),
        )

    def mapping(self) -> dict[str, int]:
        """Return {field key: column number} for the fields that have a column."""
        chosen = {each.key: self.cleaned_data.get(f"champ_{each.key}") for each in self.kind.fields}
        return {key: int(column) for key, column in chosen.items() if column}

    def check_mapping(self) -> None:
        """Add an error at each required field without a column, and at a column used twice."""
        mapping = self.mapping()
        for each in self.kind.fields:
            if each.required and each.key not in mapping:
                self.add_error(f"champ_{each.key}", _("Choisissez la colonne : cette information est nécessaire."))
            elif each.key in mapping and list(mapping.values()).count(mapping[each.key]) > 1:
                self.add_error(f"champ_{each.key}", _("Cette colonne est choisie deux fois."))
