"""What the columns of a file of customers mean, guessed from their names in several languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from typing import Final


class Target(StrEnum):
    """What a column may be taken for."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    PHONE = "phone"
    NOTES = "notes"
    TAGS = "tags"
    STATUS = "status"
    SINCE = "since"


#: Several columns may be taken for these.
MANY: Final = frozenset({Target.NOTES, Target.TAGS})
NAMES: Final = frozenset({Target.NAME, Target.FIRST_NAME, Target.LAST_NAME})

#: Words are bare: lower case, without accents, signs and spaces.
_WORDS: Final[dict[Target, str]] = {
    Target.NAME: (
        "name fullname customer customername client clientname displayname contact kunde"
        " kundenname nom nomcomplet nomclient nombre nombrecompleto cliente nome nomecompleto"
        " naam klant nazwa imieinazwisko klient navn namn nimi"
    ),
    Target.FIRST_NAME: (
        "firstname givenname forename first vorname prenom nombrepila primernombre"
        " primeironome voornaam imie fornavn fornamn etunimi"
    ),
    Target.LAST_NAME: (
        "lastname surname familyname last nachname familienname zuname nomdefamille apellido"
        " apellidos cognome sobrenome apelido achternaam nazwisko etternavn efternavn efternamn"
        " sukunimi"
    ),
    Target.EMAIL: (
        "email mail emailaddress mailaddress emailadresse mailadresse courriel adressemail"
        " adresseemail correo correoelectronico enderecodeemail postaelettronica indirizzoemail"
        " emailadres epost epostadress sahkoposti adresemail"
    ),
    Target.PHONE: (
        "phone phonenumber telephone telephonenumber mobile mobilephone mobilenumber cell"
        " cellphone tel telefon telefonnummer handy handynummer mobil mobiltelefon mobilnummer"
        " rufnummer telephoneportable portable gsm telefono movil celular telefonomovil"
        " cellulare telefone telemovel telefoon telefoonnummer mobiel numertelefonu komorka"
        " puhelin"
    ),
    Target.NOTES: (
        "notes note comment comments remark remarks notiz notizen bemerkung bemerkungen"
        " anmerkung anmerkungen kommentar commentaire commentaires remarque remarques nota"
        " notas comentario comentarios observaciones osservazioni observacoes opmerking"
        " opmerkingen notities uwagi notatka"
    ),
    Target.TAGS: (
        "tags tag labels label group groups category categories gruppe gruppen kategorie"
        " kategorien schlagworte schlagworter etiquette etiquettes groupe groupes etiquetas"
        " etiqueta grupo grupos etichette gruppo categoria categorias groep etykiety grupa"
    ),
    Target.STATUS: "status state statut estado stato statuss",
    Target.SINCE: (
        "knownsince since customersince clientsince created createdat createdon dateadded added"
        " addedon registered registeredon signupdate joined joinedon kundeseit angelegt"
        " angelegtam erstellt erstelltam registriertam datedecreation creele ajoutele"
        " clientdepuis fechadealta fechadecreacion datacreazione datadicreazione datadecriacao"
        " aangemaaktop klantsinds datadodania"
    ),
}
_BY_WORD: Final = {word: target for target, words in _WORDS.items() for word in words.split()}


def guessed_columns(head: Sequence[str]) -> list[Target | None]:
    """For each column what it is taken for, each thing once; None for what is left out."""
    found: list[Target | None] = []
    for title in head:
        target = _BY_WORD.get(_bare(title))
        found.append(None if target in found and target not in MANY else target)
    if Target.LAST_NAME not in found and Target.FIRST_NAME in found and Target.NAME in found:
        # "Name, Vorname": beside a first name, the name is the last one.
        found[found.index(Target.NAME)] = Target.LAST_NAME
    return found


def _bare(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.lower().replace("ß", "ss"))
    return re.sub(r"[^a-z]", "", "".join(c for c in plain if not unicodedata.combining(c)))


def complaint_about(columns: Sequence[Target | None]) -> str | None:
    """Why these columns make no customers, in a sentence; None when they do."""
    chosen = [target for target in columns if target is not None]
    twice = {each for each in chosen if chosen.count(each) > 1} - MANY
    if twice:
        return "Two columns are taken for the same. Choose one of them."
    if not NAMES & set(chosen):
        return "Choose the column in which the names are."
    return None
