import { Button, Group, Text } from "@mantine/core";
import { IconFilePlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { listContracts } from "../../api/generated/api";
import type { Contract } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { everyPage } from "../../api/lists";
import { useMe } from "../../api/session";
import { MAY, may } from "../../lib/permissions";
import { ContractBadge } from "../../ui/ContractBadge";
import { ErrorState, LoadingRows } from "../../ui/States";
import classes from "./ContractsOf.module.css";
import { usePathOf } from "./reach";
import { SignerDots } from "./SignerDots";

interface ContractsOfProps {
  of: "appointment" | "customer";
  id: string;
  /** The customer that a new contract would be for. */
  customerId?: string | null;
  /** What hangs on one that is not signed yet. */
  hangingOn?: (contract: Contract) => string | null;
  /** What stands there where there is none. */
  none?: ReactNode;
}

/** The contracts of one appointment or one customer, and the way to another. */
export function ContractsOf({ of, id, customerId, hangingOn, none }: ContractsOfProps) {
  const me = useMe();
  const contracts = useQuery({
    queryKey: keys.contracts.of(of, id),
    queryFn: ({ signal }) =>
      everyPage((after) => listContracts({ [`${of}_id`]: id, after, limit: 100 }, { signal })),
    enabled: may(me, MAY.viewContracts),
  });
  if (!may(me, MAY.viewContracts)) return null;
  const start = new URLSearchParams({ [of]: id });
  if (customerId) start.set("customer", customerId);
  return (
    <section aria-label="Contracts">
      <Group justify="space-between" mb={4}>
        <Text component="h3" size="sm" fw={600}>
          Contracts
        </Text>
        {may(me, MAY.sendContracts) && (
          <Button
            component={Link}
            to={`/app/contracts/new?${start}`}
            size="compact-sm"
            variant="default"
            leftSection={<IconFilePlus size={15} />}
          >
            New contract
          </Button>
        )}
      </Group>
      {contracts.isPending && <LoadingRows rows={1} height={36} />}
      {contracts.isError && !contracts.data && (
        <ErrorState error={contracts.error} onRetry={contracts.refetch} />
      )}
      {contracts.data?.length === 0 &&
        (none ?? (
          <Text size="sm" c="dimmed">
            None.
          </Text>
        ))}
      <ContractLines contracts={contracts.data ?? []} hangingOn={hangingOn} />
    </section>
  );
}

/** Contracts one below the other: what it is, how far it is. */
export function ContractLines({ contracts, hangingOn }: LinesProps) {
  const pathOf = usePathOf();
  if (contracts.length === 0) return null;
  return (
    <ul className={classes.lines}>
      {contracts.map((contract) => (
        <li key={contract.id}>
          <Link to={pathOf(contract)} className={classes.line}>
            <span>
              <strong>{contract.title}</strong>
              <small>{contract.number}</small>
              {hangingOn?.(contract) && <small>{hangingOn(contract)}</small>}
            </span>
            <SignerDots signers={contract.signers} />
            <ContractBadge state={contract.state} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

type LinesProps = Pick<ContractsOfProps, "hangingOn"> & { contracts: Contract[] };
