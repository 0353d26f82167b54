import type { ComponentProps } from "react";
import { ProblemError } from "../api/problem";
import { Frame } from "../features/signing/Frame";
import { SigningPage } from "../features/signing/SigningPage";
import { Unreachable } from "../features/signing/Unreachable";
import type { Bootstrap } from "../lib/bootstrap";
import { onDemand } from "../ui/light/onDemand";
import { Spoken } from "../ui/speech/Spoken";
import { useWords } from "../ui/speech/words";

// Signers come on slow phones, and need neither.
const HandOver = onDemand(
  async () => (await import("../features/signing/HandOver")).HandOver,
  MissingPage,
);
const VerifyPage = onDemand(
  async () => (await import("../features/verify/VerifyPage")).VerifyPage,
  MissingPage,
);

interface MissingPageProps {
  onRetry: () => void;
  of: Pick<ComponentProps<typeof Frame>, "business">;
}

function MissingPage({ onRetry, of: { business } }: MissingPageProps) {
  const { say } = useWords();
  return (
    <Frame business={business} showsOurName={false}>
      <Unreachable
        error={ProblemError.offline()}
        onRetry={onRetry}
        title={say("This could not be loaded")}
      />
    </Frame>
  );
}

const SIGNER = /^\/sign\/s\/([^/]+)\/?$/;
const HAND_OVER = /^\/sign\/h\/([^/]+)\/?$/;

/** Which page the address asks for: a signer's own, a device handed over, or the check of a PDF. */
export function SigningEntry({ bootstrap }: { bootstrap: Bootstrap }) {
  const { tenant } = bootstrap;
  const shared = { business: tenant, showsOurName: tenant?.shows_our_name !== false };
  const path = window.location.pathname;
  const token = SIGNER.exec(path)?.[1];
  const code = HAND_OVER.exec(path)?.[1];
  return (
    <Spoken locale={tenant?.locale}>
      {token ? (
        <SigningPage token={decodeURIComponent(token)} {...shared} />
      ) : code ? (
        <HandOver code={decodeURIComponent(code)} {...shared} />
      ) : (
        <VerifyPage business={tenant} siteUrl={bootstrap.base_url} />
      )}
    </Spoken>
  );
}
