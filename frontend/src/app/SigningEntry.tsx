import { HandOver } from "../features/signing/HandOver";
import { SigningPage } from "../features/signing/SigningPage";
import { Spoken } from "../features/signing/words/Spoken";
import { VerifyPage } from "../features/verify/VerifyPage";
import type { Bootstrap } from "../lib/bootstrap";

const SIGNER = /^\/sign\/s\/([^/]+)\/?$/;
const HAND_OVER = /^\/sign\/h\/([^/]+)\/?$/;

/** Which page the address asks for: a signer's own, a device handed over, or the check of a PDF. */
export function SigningEntry({ bootstrap }: { bootstrap: Bootstrap }) {
  const { tenant } = bootstrap;
  const shared = { business: tenant, showsOurName: tenant?.shows_our_name !== false };
  const path = window.location.pathname;
  const token = SIGNER.exec(path)?.[1];
  const code = HAND_OVER.exec(path)?.[1];
  if (!token && !code) return <VerifyPage business={tenant} />;
  return (
    <Spoken locale={tenant?.locale}>
      {token && <SigningPage token={decodeURIComponent(token)} {...shared} />}
      {code && <HandOver code={decodeURIComponent(code)} {...shared} />}
    </Spoken>
  );
}
