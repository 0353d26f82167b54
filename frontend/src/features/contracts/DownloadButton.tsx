import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Contract } from "../../api/generated/api.schemas";
import { documentQuery } from "./queries";

interface DownloadButtonProps {
  contract: Contract;
  leftSection: ReactNode;
}

/** The sealed PDF as a file. */
export function DownloadButton({ contract, leftSection }: DownloadButtonProps) {
  const link = useQuery({ ...documentQuery(contract), refetchInterval: 4 * 60_000 });
  const common = { leftSection, variant: "default" } as const;
  if (!link.data) {
    return (
      <Button {...common} loading={link.isFetching} onClick={() => link.refetch()}>
        Download
      </Button>
    );
  }
  return (
    <Button {...common} component="a" href={link.data.url} download={`${contract.number}.pdf`}>
      Download
    </Button>
  );
}
