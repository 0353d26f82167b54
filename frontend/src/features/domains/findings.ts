import type { Domain } from "../../api/generated/api.schemas";

const FINDINGS: Record<NonNullable<Domain["finding"]>, string> = {
  found: "The TXT record is right.",
  missing: "There is no TXT record at that name yet.",
  wrong: "There is a TXT record, but it says something else. Compare it with the value above.",
  no_such_name: "The DNS does not know that name yet. New records can take up to an hour.",
  server_failed: "The domain's DNS servers answered with an error. Try again in a while.",
  no_answer: "The domain's DNS servers did not answer. Try again in a while.",
  held: "The record is right, but this domain is in use elsewhere. Please contact us.",
};

/** What the last check found, and what to do about it. */
export function findingText(domain: Domain): string {
  const { finding, verified_at, is_pointed_here, failures } = domain;
  if (!finding) return "Make these records where your domain's DNS is kept, then check.";
  if (verified_at && finding !== "found") {
    const left = failures ? ` It has been missing ${failures} of 3 times in a row.` : "";
    return `${FINDINGS[finding]}${left} The domain still works, but please look after the record.`;
  }
  if (verified_at && !is_pointed_here) {
    return "The domain is yours. It does not point to us yet, so guests do not arrive: make the CNAME record too.";
  }
  if (verified_at) return "Guests can book here.";
  return FINDINGS[finding];
}
