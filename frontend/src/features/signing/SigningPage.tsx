import { useEffect, useState } from "react";
import { openSigning } from "../../api/generated/api";
import type { Signing } from "../../api/generated/api.schemas";
import { isProblem, ProblemError } from "../../api/problem";
import { applyBrand } from "../../lib/color";
import { onDemand } from "../../ui/light/onDemand";
import { useWords } from "../../ui/speech/words";
import { ConsentStep } from "./ConsentStep";
import { ContractHead } from "./ContractHead";
import { type Delegated, DelegatedState, EndState, GivenBack, UnknownLink } from "./EndState";
import { Frame } from "./Frame";
import { MoreMenu } from "./MoreMenu";
import { Others } from "./Others";
import { SaveMark } from "./SaveMark";
import classes from "./Signing.module.css";
import { SigningDesk } from "./SigningDesk";
import { forget } from "./tabMemory";
import { Unreachable } from "./Unreachable";
import { useLiveContract } from "./useLiveContract";
import { usePresence } from "./usePresence";
import { useReader } from "./useReader";
import { type SigningSession, useSigning } from "./useSigning";

// Few senders ask for a code.
const CodeStep = onDemand(
  async () => (await import("./CodeStep")).CodeStep,
  ({ onRetry }) => <Unreachable error={ProblemError.offline()} onRetry={onRetry} />,
);

interface SigningPageProps {
  token: string;
  business: { name: string; logo_url: string | null } | null;
  showsOurName: boolean;
}

/** One signer's link, from the first look to the finished copy. */
export function SigningPage({ token, business, showsOurName }: SigningPageProps) {
  const session = useSigning(token);
  const { say } = useWords();
  const { view } = session;
  const [delegated, setDelegated] = useState<Delegated | null>(null);
  const giveOn = (to: Delegated) => {
    forget("unsaved");
    setDelegated(to);
  };
  const color = view?.business.brand_color;
  useEffect(() => {
    if (color) applyBrand(color);
  }, [color]);
  const title = view && (view.contract.title ?? view.business.name);
  useEffect(() => {
    if (title) document.title = title;
  }, [title]);
  useReader(view);
  const isActing = !!view?.can_sign && view.consent.is_given && !delegated && !session.error;
  return (
    <Frame
      business={view?.business ?? business}
      showsOurName={showsOurName}
      tools={
        isActing && (
          <>
            <SaveMark answers={session.answers} />
            <MoreMenu session={session} onDelegated={giveOn} />
          </>
        )
      }
    >
      {delegated ? (
        <DelegatedState to={delegated} />
      ) : isProblem(session.error, "unknown-link", "not-found") ? (
        <UnknownLink />
      ) : view ? (
        <Live session={session} view={view} onDelegated={giveOn} />
      ) : session.error ? (
        <Unreachable error={session.error} onRetry={session.reload} />
      ) : (
        <div className={classes.waiting} aria-busy="true">
          <span className="visually-hidden">{say("Loading the contract")}</span>
        </div>
      )}
    </Frame>
  );
}

interface LiveProps {
  session: SigningSession;
  view: Signing;
  onDelegated: (to: Delegated) => void;
}

function Live({ session, view, onDelegated }: LiveProps) {
  const { token, reload } = session;
  const isWaiting =
    view.download.state === "preparing" ||
    view.reason === "not_your_turn" ||
    view.reason === "already_signed";
  useLiveContract(token, isWaiting, reload);
  const isUnseen = view.signer.state === "notified" && view.reason !== "verification_required";
  usePresence(isUnseen, () => {
    // Whoever signs has opened it: nothing is lost when this one is.
    openSigning(token).catch(() => {});
  });
  return <Step session={session} view={view} onDelegated={onDelegated} />;
}

function Step({ session, view, onDelegated }: LiveProps) {
  const [isReading, setReading] = useState(false);
  if (view.signer.is_in_person && !view.can_sign) return <GivenBack view={view} />;
  const others = <Others view={view} />;
  if (view.reason === "verification_required") {
    return <CodeStep session={session} view={view} />;
  }
  if (view.can_sign && !view.consent.is_given) {
    return <ConsentStep session={session} view={view} onDelegated={onDelegated} />;
  }
  if (view.can_sign || view.reason === "view_only" || isReading) {
    return (
      <SigningDesk
        session={session}
        head={<ContractHead view={view} onBack={isReading ? () => setReading(false) : undefined} />}
        aside={others}
      />
    );
  }
  return <EndState view={view} onRead={() => setReading(true)} />;
}
