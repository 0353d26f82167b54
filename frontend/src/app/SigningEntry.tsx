import { lazy, Suspense } from "react";
import { SigningPage } from "../features/signing/SigningPage";
import type { Bootstrap } from "../lib/bootstrap";
import { Spoken } from "../ui/speech/Spoken";

// Signers come on slow phones, and need neither.
const HandOver = lazy(() =>
  import("../features/signing/HandOver").then(({ HandOver: page }) => ({ default: page })),
);
const VerifyPage = lazy(() =>
  import("../features/verify/VerifyPage").then(({ VerifyPage: page }) => ({ default: page })),
);

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
      ) : (
        <Suspense fallback={null}>
          {code ? (
            <HandOver code={decodeURIComponent(code)} {...shared} />
          ) : (
            <VerifyPage business={tenant} siteUrl={bootstrap.base_url} />
          )}
        </Suspense>
      )}
    </Spoken>
  );
}
