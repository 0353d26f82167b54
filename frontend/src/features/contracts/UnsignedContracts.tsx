import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { listContracts } from "../../api/generated/api";
import { keys } from "../../api/keys";
import { useMe } from "../../api/session";
import { MAY, may } from "../../lib/permissions";
import { ErrorState } from "../../ui/States";
import { ContractLines } from "./ContractsOf";
import classes from "./ContractsOf.module.css";

const SHOWN = 5;

/** What is out and not signed yet, for the day's page; nothing when there is none. */
export function UnsignedContracts() {
  const me = useMe();
  const isAllowed = may(me, MAY.viewContracts);
  const open = useQuery({
    queryKey: [...keys.contracts.search("open", ""), "today"],
    queryFn: ({ signal }) => listContracts({ state: "open", limit: SHOWN }, { signal }),
    enabled: isAllowed,
  });
  if (open.isError && !open.data) return <ErrorState error={open.error} onRetry={open.refetch} />;
  if (!open.data?.items.length) return null;
  return (
    <section aria-label="Unsigned contracts">
      <h2 className={classes.heading}>
        Not signed yet
        {open.data.next && (
          <Anchor component={Link} size="sm" to="/app/contracts?state=open">
            All of them
          </Anchor>
        )}
      </h2>
      <div className={classes.waiting}>
        <ContractLines contracts={open.data.items} />
      </div>
    </section>
  );
}
