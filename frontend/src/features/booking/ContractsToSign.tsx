import { useEffect } from "react";
import { listBookingContracts } from "../../api/generated/api";
import type { BookingContract } from "../../api/generated/api.schemas";
import { datedMomentText } from "../../lib/format";
import { useLoad } from "../../lib/useLoad";
import { buttonClass } from "../../ui/light/Button";
import { Notice } from "../../ui/light/Notice";

/** A contract is made seconds after its booking: these are the moments to look again. */
const LOOK_AGAIN_MS = [2_000, 5_000, 10_000];

interface ContractsToSignProps {
  token: string;
  zone: string;
  locale: string;
}

/** What the booking asks to be signed, with the way there; nothing when there is none. */
export function ContractsToSign({ token, zone, locale }: ContractsToSignProps) {
  const { data, reload } = useLoad(token, (signal) => listBookingContracts(token, { signal }));
  const isEmpty = data?.items.length === 0;
  useEffect(() => {
    if (!isEmpty) return;
    const timers = LOOK_AGAIN_MS.map((ms) => setTimeout(reload, ms));
    return () => timers.forEach(clearTimeout);
  }, [isEmpty, reload]);
  return (data?.items ?? []).map((contract) => (
    <ToSign key={`${contract.title} ${contract.sign_url}`} {...contract} {...{ zone, locale }} />
  ));
}

function ToSign({ title, policy, deadline_at, sign_url, state, zone, locale }: ToSignProps) {
  if (!sign_url) {
    return state === "completed" ? <Notice tone="ok" title={`“${title}” is signed`} /> : null;
  }
  return (
    <Notice
      tone="warn"
      title={`“${title}” waits for your signature`}
      actions={
        <a className={buttonClass({ look: "primary" })} href={sign_url}>
          Read and sign
        </a>
      }
    >
      <p>
        {policy === "block" && "Your booking is confirmed once it is signed."}
        {policy === "cancel" &&
          deadline_at &&
          `Your booking stands until ${datedMomentText(deadline_at, zone, locale)}; sign before that.`}
        {policy !== "block" && policy !== "cancel" && "Please sign it before you come."}
      </p>
    </Notice>
  );
}

type ToSignProps = BookingContract & Pick<ContractsToSignProps, "zone" | "locale">;
