"""What fields of events are called by people: by the words there are, or by their own name."""

from tropa.words import Language, has_words, say


def field_title(field: str, language: Language) -> str:
    """The words there are for a field, or its name as it is read aloud."""
    if has_words(f"field.{field.lower()}"):
        return say(f"field.{field.lower()}", language)
    read = field.replace("_", " ").strip()
    return read[:1].upper() + read[1:] or field
