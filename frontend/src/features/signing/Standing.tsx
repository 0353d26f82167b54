import type { Signing } from "../../api/generated/api.schemas";
import { Notice } from "../../ui/light/Notice";
import { bothZones } from "./moments";

/** What somebody has to know of the document beside what it says: whose place they are in, and
 * that it was corrected after they had opened it. */
export function Standing({ view }: { view: Signing }) {
  const { in_place_of: former, renewal, business, contract } = view;
  return (
    <>
      {former && (
        <Notice
          title={
            former.is_named
              ? `This document names ${former.name}; you sign in their place`
              : `You sign in the place of ${former.name}`
          }
        >
          <p>{whyOf(former, contract.sender_name)}</p>
        </Notice>
      )}
      {renewal && (
        <Notice tone="warn" title="This document was corrected after you had opened it">
          <p>
            It names {renewal.name} since{" "}
            {bothZones(renewal.at, contract.time_zone, business.locale)}. What you have filled in is
            kept. Please read it again before you sign.
          </p>
        </Notice>
      )}
    </>
  );
}

function whyOf(former: NonNullable<Signing["in_place_of"]>, sender: string): string {
  if (!former.is_delegated) return `${sender} put you in their place. The certificate says so.`;
  const said = former.reason ? `: “${former.reason}”.` : ".";
  return `${former.name} lets you sign instead${said} The certificate says so.`;
}
