import { HandOver } from "../features/signing/HandOver";
import { SigningPage } from "../features/signing/SigningPage";
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
  if (token) return <SigningPage token={decodeURIComponent(token)} {...shared} />;
  const code = HAND_OVER.exec(path)?.[1];
  if (code) return <HandOver code={decodeURIComponent(code)} {...shared} />;
  return <VerifyPage business={tenant} />;
}
