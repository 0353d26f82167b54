import { useState } from "react";
import { Button } from "../../ui/light/Button";
import { Dialog } from "../../ui/light/Dialog";
import { Icon } from "../../ui/light/Icon";
import { onDemand } from "../../ui/light/onDemand";
import { LanguageChoice } from "../../ui/speech/LanguageChoice";
import { useWords } from "../../ui/speech/words";
import type { Delegated } from "./EndState";
import { MissingDialog } from "./MissingDialog";
import classes from "./Signing.module.css";
import type { SigningSession } from "./useSigning";

const DeclineDialog = onDemand(
  async () => (await import("./DeclineDialog")).DeclineDialog,
  MissingDialog,
);
const DelegateDialog = onDemand(
  async () => (await import("./DelegateDialog")).DelegateDialog,
  MissingDialog,
);

interface MoreMenuProps {
  session: SigningSession;
  onDelegated: (to: Delegated) => void;
  /** With words instead of dots. */
  isWide?: boolean;
}

const NOBODY = { name: "", email: "", reason: "" };

type Open = "menu" | "decline" | "delegate" | null;

/** What else can be done than sign. */
export function MoreMenu({ session, onDelegated, isWide }: MoreMenuProps) {
  const [open, setOpen] = useState<Open>(null);
  // A press beside a dialog closes it: what was typed there is there when it opens again.
  const [reason, setReason] = useState("");
  const [person, setPerson] = useState(NOBODY);
  const close = () => setOpen(null);
  const { say } = useWords();
  return (
    <>
      <Button
        look={isWide ? "plain" : "quiet"}
        large={isWide}
        aria-label={isWide ? undefined : say("More choices")}
        aria-haspopup="dialog"
        onClick={() => setOpen("menu")}
      >
        {isWide ? say("Other choices") : <Icon name="dots" size={24} />}
      </Button>
      {open === "menu" && (
        <Dialog title={say("Other choices")} look="sheet" onClose={close}>
          <div className={classes.menu}>
            {!session.view?.signer.is_in_person && (
              <button type="button" onClick={() => setOpen("delegate")}>
                <Icon name="user" />
                <span>
                  {say("Somebody else should sign")}
                  <small>{say("We send it to them, and your link ends.")}</small>
                </span>
              </button>
            )}
            <button type="button" onClick={() => setOpen("decline")}>
              <Icon name="close" />
              <span>
                {say("I do not want to sign")}
                <small>{say("The sender is told, with your reason.")}</small>
              </span>
            </button>
            {!isWide && <LanguageChoice wide />}
          </div>
        </Dialog>
      )}
      {open === "decline" && (
        <DeclineDialog session={session} reason={reason} onReason={setReason} onClose={close} />
      )}
      {open === "delegate" && (
        <DelegateDialog
          session={session}
          person={person}
          onPerson={setPerson}
          onClose={close}
          onDelegated={onDelegated}
        />
      )}
    </>
  );
}
