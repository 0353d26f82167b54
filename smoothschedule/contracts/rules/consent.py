"""What people agree to before they sign electronically, word for word, in their language.

A text once used stays here for good, under its version: the contract keeps version, language
and hash of what its signer agreed to, and the certificate and the evidence show the text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

DEFAULT_LANGUAGE: Final = "en"


@dataclass(frozen=True, slots=True)
class Consent:
    """One text in one language."""

    version: str
    language: str
    text: str

    @property
    def sha256(self) -> str:
        """64 hexadecimal digits that stand for exactly this text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


class UnknownConsent(LookupError):
    """There is no such text."""


_2026_11: Final[Mapping[str, str]] = MappingProxyType(
    {
        "en": (
            "I agree to receive, read and sign this document electronically instead of on paper. "
            "My electronic signature is meant to bind me as one made by hand would. "
            "I can open and keep this document on the device I am using, and I can download the "
            "finished copy. I may refuse: then I can decline here, or ask the sender for paper. "
            "To show later who signed, the date, my name and e-mail address, my network address "
            "and the kind of browser I use are kept with the document."
        ),
        "de": (
            "Ich bin einverstanden, dieses Dokument elektronisch statt auf Papier zu erhalten, zu "
            "lesen und zu unterschreiben. Meine elektronische Unterschrift soll mich binden wie "
            "eine von Hand. Ich kann das Dokument auf meinem Gerät öffnen und behalten und das "
            "fertige Exemplar herunterladen. Ich darf ablehnen: entweder hier, oder ich bitte den "
            "Absender um Papier. Damit später feststeht, wer unterschrieben hat, werden Datum, "
            "mein Name, meine E-Mail-Adresse, meine Netzadresse und die Art meines Browsers mit "
            "dem Dokument aufbewahrt."
        ),
        "fr": (
            "J'accepte de recevoir, de lire et de signer ce document sous forme électronique au "
            "lieu du papier. Ma signature électronique m'engage comme une signature manuscrite. "
            "Je peux ouvrir et conserver ce document sur mon appareil et télécharger l'exemplaire "
            "final. Je peux refuser : ici même, ou en demandant une version papier à "
            "l'expéditeur. Pour établir plus tard qui a signé, la date, mon nom, mon adresse "
            "e-mail, mon adresse réseau et le type de mon navigateur sont conservés avec le "
            "document."
        ),
        "es": (
            "Acepto recibir, leer y firmar este documento en formato electrónico en lugar de "
            "papel. Mi firma electrónica me obliga igual que una manuscrita. Puedo abrir y "
            "guardar este documento en mi dispositivo y descargar la copia final. Puedo negarme: "
            "aquí mismo, o pidiendo al remitente una versión en papel. Para acreditar más tarde "
            "quién firmó, se conservan con el documento la fecha, mi nombre, mi correo "
            "electrónico, mi dirección de red y el tipo de navegador."
        ),
        "it": (
            "Accetto di ricevere, leggere e firmare questo documento in forma elettronica anziché "
            "su carta. La mia firma elettronica mi vincola come una firma autografa. Posso aprire "
            "e conservare il documento sul mio dispositivo e scaricare la copia finale. Posso "
            "rifiutare: qui, oppure chiedendo al mittente una versione cartacea. Per dimostrare "
            "in seguito chi ha firmato, con il documento si conservano la data, il mio nome, il "
            "mio indirizzo e-mail, il mio indirizzo di rete e il tipo di browser."
        ),
        "nl": (
            "Ik ga ermee akkoord dit document elektronisch in plaats van op papier te ontvangen, "
            "te lezen en te ondertekenen. Mijn elektronische handtekening bindt mij zoals een "
            "handgeschreven handtekening. Ik kan het document op mijn apparaat openen en bewaren "
            "en het voltooide exemplaar downloaden. Ik mag weigeren: hier, of door de afzender om "
            "papier te vragen. Om later vast te stellen wie heeft getekend, worden de datum, mijn "
            "naam, mijn e-mailadres, mijn netwerkadres en het soort browser bij het document "
            "bewaard."
        ),
        "pt": (
            "Aceito receber, ler e assinar este documento em formato eletrónico em vez de papel. "
            "A minha assinatura eletrónica vincula-me como uma assinatura manuscrita. Posso abrir "
            "e guardar este documento no meu dispositivo e descarregar a cópia final. Posso "
            "recusar: aqui mesmo, ou pedindo ao remetente uma versão em papel. Para provar mais "
            "tarde quem assinou, são guardados com o documento a data, o meu nome, o meu "
            "endereço de e-mail, o meu endereço de rede e o tipo de navegador."
        ),
    }
)
_TEXTS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({"2026-11": _2026_11})
CURRENT: Final = "2026-11"


def languages(version: str = CURRENT) -> tuple[str, ...]:
    """The languages of this version, English first."""
    return tuple(_TEXTS[version])


def consent_text(version: str, language: str) -> Consent:
    """The text of this version in exactly this language; raises UnknownConsent."""
    try:
        return Consent(version, language, _TEXTS[version][language])
    except KeyError:
        raise UnknownConsent(f"There is no consent {version} in {language}.") from None


def consent_for(locale: str | None) -> Consent:
    """The current text in the language of this locale (`de-AT`), or in English."""
    language = (locale or "").replace("_", "-").split("-")[0].lower()
    known = language if language in _TEXTS[CURRENT] else DEFAULT_LANGUAGE
    return consent_text(CURRENT, known)
