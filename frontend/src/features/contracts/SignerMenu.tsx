import { ActionIcon, Menu } from "@mantine/core";
import {
  IconBell,
  IconDeviceTablet,
  IconDotsVertical,
  IconLink,
  IconMailForward,
  IconUserEdit,
} from "@tabler/icons-react";
import { useState } from "react";
import { remindSigners, resendToSigner } from "../../api/generated/api";
import type { ContractDetail, ContractSigner } from "../../api/generated/api.schemas";
import { useMe } from "../../api/session";
import { isInPerson } from "../../lib/permissions";
import { CorrectSigner } from "./CorrectSigner";
import { HandOver } from "./HandOver";
import { NewLink } from "./NewLink";
import { useCan } from "./reach";
import { standingOf } from "./signers";
import { useContractAct } from "./useContractAct";

const icon = { size: 16, stroke: 1.7, "aria-hidden": true } as const;

interface SignerMenuProps {
  contract: ContractDetail;
  signer: ContractSigner;
}

/** Everything that can be done about one signer. */
export function SignerMenu({ contract, signer }: SignerMenuProps) {
  const [asking, setAsking] = useState<"link" | "in-person" | "correct" | null>(null);
  const act = useContractAct(contract.id);
  const me = useMe();
  const can = useCan(contract);
  const { id, state } = contract;
  const isTurn = standingOf(signer) === "now" && (state === "sent" || state === "in_progress");
  const mayCorrect = can.correct && ["waiting", "notified", "viewed"].includes(signer.state);
  if (!(isTurn && can.remind) && !mayCorrect) return null;
  const close = () => setAsking(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={`More about ${signer.name}`}>
            <IconDotsVertical {...icon} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isTurn && can.remind && (
            <>
              <Menu.Item
                leftSection={<IconBell {...icon} />}
                onClick={() =>
                  act.mutate({
                    send: () => remindSigners(id, { signer_id: signer.id }),
                    said: `${signer.name} was reminded.`,
                  })
                }
              >
                Remind
              </Menu.Item>
              <Menu.Item
                leftSection={<IconMailForward {...icon} />}
                onClick={() =>
                  act.mutate({
                    send: () => resendToSigner(id, signer.id),
                    said: `${signer.name} gets a new link. The one before no longer opens.`,
                  })
                }
              >
                Send a new link
              </Menu.Item>
              <Menu.Item leftSection={<IconLink {...icon} />} onClick={() => setAsking("link")}>
                Copy a link…
              </Menu.Item>
              {isInPerson(me) && (
                <Menu.Item
                  leftSection={<IconDeviceTablet {...icon} />}
                  onClick={() => setAsking("in-person")}
                >
                  Sign on this device…
                </Menu.Item>
              )}
            </>
          )}
          {mayCorrect && (
            <Menu.Item
              leftSection={<IconUserEdit {...icon} />}
              onClick={() => setAsking("correct")}
            >
              Correct or replace…
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking === "link" && <NewLink contractId={id} signer={signer} onClose={close} />}
      {asking === "in-person" && <HandOver contractId={id} signer={signer} onClose={close} />}
      {asking === "correct" && (
        <CorrectSigner contract={contract} signer={signer} onClose={close} />
      )}
    </>
  );
}
