import { useEffect } from "react";
import type { Signing } from "../../api/generated/api.schemas";
import { useWords } from "../../ui/speech/words";

/** The page speaks as far as it can the language of whoever signs here. */
export function useReader(view: Signing | null): void {
  const { hear } = useWords();
  const locale = view?.contract.locale;
  const own = view?.consent.is_given ? view.consent.language : null;
  const isAtOthersDevice = view?.signer.is_in_person ?? false;
  useEffect(() => {
    if (locale) hear({ locale, own, isAtOthersDevice });
  }, [locale, own, isAtOthersDevice, hear]);
}
