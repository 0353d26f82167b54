import type { BookingContract } from "../../api/generated/api.schemas";
import { buttonClass } from "../../ui/light/Button";
import { Notice } from "../../ui/light/Notice";
import { type Circumstances, toldOf } from "./toSign";

interface ContractsToSignProps extends Circumstances {
  contracts: BookingContract[];
}

/** What the booking asks to be signed and how far that is, with the way there. */
export function ContractsToSign({ contracts, ...around }: ContractsToSignProps) {
  return contracts.map((contract, place) => {
    const told = toldOf(contract, around);
    return (
      told && (
        <Notice
          // biome-ignore lint/suspicious/noArrayIndexKey: they come in the order in which they were made
          key={place}
          tone={told.tone}
          title={told.title}
          actions={
            contract.sign_url && (
              <a className={buttonClass({ look: "primary" })} href={contract.sign_url}>
                Read and sign
              </a>
            )
          }
        >
          {told.text && <p>{told.text}</p>}
        </Notice>
      )
    );
  });
}
