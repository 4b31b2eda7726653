"""The list page, in one place: declared by each app in some forty lines, drawn, searched, sorted and paged here."""
