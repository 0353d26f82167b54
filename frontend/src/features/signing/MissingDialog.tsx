import { Button } from "../../ui/light/Button";
import { Dialog } from "../../ui/light/Dialog";
import { useWords } from "../../ui/speech/words";

interface MissingDialogProps {
  onRetry: () => void;
  of: { onClose: () => void };
}

/** In place of a dialog that could not be fetched. */
export function MissingDialog({ onRetry, of: { onClose } }: MissingDialogProps) {
  const { say } = useWords();
  return (
    <Dialog title={say("This could not be loaded")} onClose={onClose}>
      <p role="alert">
        {say(
          "Check the connection and try again, or load the page anew. What you have filled in is kept.",
        )}
      </p>
      <Button look="primary" large wide onClick={onRetry}>
        {say("Try again")}
      </Button>
    </Dialog>
  );
}
