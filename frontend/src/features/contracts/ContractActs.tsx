import { Button, Menu } from "@mantine/core";
import {
  IconBell,
  IconDotsVertical,
  IconDownload,
  IconFileCertificate,
  IconFiles,
  IconPencil,
  IconRefresh,
  IconTrash,
  IconX,
} from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { saveFile } from "../../api/download";
import {
  getContract,
  getContractEvidence,
  remindSigners,
  retrySeal,
} from "../../api/generated/api";
import type { ContractDetail } from "../../api/generated/api.schemas";
import { toastProblem } from "../../ui/toast";
import { DeleteDraft } from "./DeleteDraft";
import { DownloadButton } from "./DownloadButton";
import { useCan, usePathOf } from "./reach";
import { useContractAct } from "./useContractAct";
import { useSendAgain } from "./useSendAgain";
import { VoidContract } from "./VoidContract";

const icon = { size: 16, "aria-hidden": true } as const;

/** What may be done with the contract now: the likeliest as a button, the rest in a menu. */
export function ContractActs({ contract }: { contract: ContractDetail }) {
  const [asking, setAsking] = useState<"void" | "delete" | null>(null);
  const act = useContractAct(contract.id);
  const again = useSendAgain();
  const can = useCan(contract);
  const pathOf = usePathOf();
  const { id, title, state, number } = contract;
  const close = () => setAsking(null);
  return (
    <>
      {state === "draft" && can.send && (
        <Button component={Link} to={pathOf(contract)} leftSection={<IconPencil {...icon} />}>
          Go on
        </Button>
      )}
      {can.retry_seal && (
        <Button
          leftSection={<IconRefresh {...icon} />}
          loading={act.isPending}
          onClick={() =>
            act.mutate({
              send: async () => {
                await retrySeal(id);
                return getContract(id);
              },
              said: `“${title}” is being sealed.`,
            })
          }
        >
          Seal again
        </Button>
      )}
      {can.again && (
        <Button
          leftSection={<IconFiles {...icon} />}
          loading={again.isPending}
          onClick={() => again.mutate(id)}
        >
          Send again as new
        </Button>
      )}
      {can.remind && (
        <Button
          variant="default"
          leftSection={<IconBell {...icon} />}
          loading={act.isPending}
          onClick={() =>
            act.mutate({
              send: () => remindSigners(id, {}),
              said: "Everybody whose turn it is was reminded.",
            })
          }
        >
          Remind
        </Button>
      )}
      {contract.has_sealed_pdf && (
        <DownloadButton contract={contract} leftSection={<IconDownload {...icon} />} />
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px={10} aria-label="More about this contract">
            <IconDotsVertical {...icon} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconFileCertificate {...icon} />}
            onClick={() => saveEvidence(id, number)}
          >
            Save the evidence
          </Menu.Item>
          {can.void && (
            <Menu.Item
              color="red"
              leftSection={<IconX {...icon} />}
              onClick={() => setAsking("void")}
            >
              Void…
            </Menu.Item>
          )}
          {can.delete && (
            <Menu.Item
              color="red"
              leftSection={<IconTrash {...icon} />}
              onClick={() => setAsking("delete")}
            >
              Delete draft…
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking === "void" && <VoidContract contract={contract} onClose={close} />}
      {asking === "delete" && <DeleteDraft contract={contract} onClose={close} />}
    </>
  );
}

/** Every event with its hash, as a file that others can check. */
async function saveEvidence(id: string, number: string): Promise<void> {
  try {
    const evidence = JSON.stringify(await getContractEvidence(id), null, 2);
    saveFile(new Blob([evidence], { type: "application/json" }), `${number}-evidence.json`);
  } catch (error) {
    toastProblem(error);
  }
}
