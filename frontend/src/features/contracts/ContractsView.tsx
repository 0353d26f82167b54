import { Button, Group, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconFilePlus, IconSearch, IconSignature, IconUsersGroup } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import type { Contract } from "../../api/generated/api.schemas";
import { useBusiness, useMe } from "../../api/session";
import { dayText } from "../../lib/format";
import { MAY, may, maySee } from "../../lib/permissions";
import { dayOf } from "../../lib/zones";
import { ContractBadge } from "../../ui/ContractBadge";
import { type Column, DataTable } from "../../ui/DataTable";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { useSearched } from "../../ui/useSearched";
import classes from "./Contracts.module.css";
import { type StateFilter, useContractPages } from "./queries";
import { RowMenu } from "./RowMenu";
import { usePathOf } from "./reach";
import { SignerDots } from "./SignerDots";
import { withoutReplaced } from "./signers";

const TABS: { value: NonNullable<StateFilter> | ""; label: string }[] = [
  { value: "", label: "All" },
  { value: "draft", label: "Drafts" },
  { value: "open", label: "Open" },
  { value: "completed", label: "Completed" },
  { value: "ended", label: "Ended" },
];

const NONE: Contract[] = [];

/** Only where there is something to do about one of them. */
const ACTS: Column<Contract> = {
  label: "Acts",
  isRight: true,
  cell: (contract) => <RowMenu contract={contract} />,
};

/** Every contract of the business by state, and how far each signer is. */
export function ContractsView() {
  const me = useMe();
  const navigate = useNavigate();
  const [query, setQuery] = useSearchParams();
  const [text, setText] = useState(query.get("q") ?? "");
  const search = useSearched(text);
  const columns = useColumns();
  const pathOf = usePathOf();
  const maySend = may(me, MAY.sendContracts);
  const state = TABS.find(({ value }) => value === query.get("state"))?.value ?? "";
  const set = (name: string, value: string) =>
    setQuery(
      (old) => {
        const next = new URLSearchParams(old);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address follows the search
  useEffect(() => set("q", search), [search]);

  const contracts = useContractPages(state || null, search);
  const rows = contracts.data?.pages.flatMap(({ items }) => items) ?? NONE;
  const add = maySend && (
    <Button component={Link} to="/app/contracts/new" leftSection={<IconFilePlus size={16} />}>
      New contract
    </Button>
  );
  return (
    <>
      <PageHead
        title="Contracts"
        actions={
          <>
            <TextInput
              type="search"
              aria-label="Search contracts"
              placeholder="Title, number, signer"
              leftSection={<IconSearch size={16} />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            {add}
          </>
        }
      />
      <div className={classes.tabs}>
        <StateTabs value={state} onChange={(value) => set("state", value)} />
        <Ways />
      </div>
      {contracts.isPending && <LoadingRows />}
      {contracts.isError && rows.length === 0 && (
        <ErrorState error={contracts.error} onRetry={contracts.refetch} />
      )}
      {contracts.isSuccess && rows.length === 0 && (
        <EmptyState
          icon={IconSignature}
          title={emptyText(search, state)}
          action={(!search && add) || undefined}
        />
      )}
      {rows.length > 0 && (
        <DataTable
          label="Contracts"
          rows={rows}
          columns={maySend && rows.some(({ can }) => can.again) ? [...columns, ACTS] : columns}
          keyOf={({ id }) => id}
          phoneLine={(contract) => <PhoneLine contract={contract} />}
          onOpen={(contract) => navigate(pathOf(contract))}
        />
      )}
      {contracts.hasNextPage && (
        <Group justify="center" p="md">
          <Button
            variant="default"
            loading={contracts.isFetchingNextPage}
            onClick={() => contracts.fetchNextPage()}
          >
            Show more
          </Button>
        </Group>
      )}
    </>
  );
}

/** To what else is done with contracts. */
function Ways() {
  const me = useMe();
  return (
    <Group gap="xs">
      {maySee(me, MAY.sendContracts) && (
        <Button
          component={Link}
          to="/app/contracts/bulk"
          variant="default"
          size="xs"
          leftSection={<IconUsersGroup size={14} />}
        >
          {may(me, MAY.sendContracts) ? "Send to many" : "Sent to many"}
        </Button>
      )}
      {maySee(me, MAY.editTemplates) && (
        <Button component={Link} to="/app/templates" variant="default" size="xs">
          Templates
        </Button>
      )}
    </Group>
  );
}

function StateTabs({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const isPhone = useMediaQuery("(max-width: 480px)", false);
  const common = { "aria-label": "State", data: TABS, value };
  return isPhone ? (
    <Select
      {...common}
      size="xs"
      w={150}
      allowDeselect={false}
      onChange={(next) => onChange(next ?? "")}
    />
  ) : (
    <SegmentedControl {...common} size="xs" onChange={onChange} />
  );
}

function emptyText(search: string, state: string): string {
  if (search) return `No contract matches “${search}”.`;
  const words: Record<string, string> = {
    draft: "There is no draft.",
    open: "Nobody has anything left to sign.",
    completed: "No contract is completed yet.",
    ended: "No contract was declined, voided or ran out.",
  };
  return words[state] ?? "No contract has been made yet.";
}

function PhoneLine({ contract }: { contract: Contract }) {
  return (
    <span className={classes.phoneLine}>
      {withoutReplaced(contract.signers)
        .map(({ name }) => name)
        .join(", ") || "Nobody chosen yet"}
      <SignerDots signers={contract.signers} />
    </span>
  );
}

function useColumns(): Column<Contract>[] {
  const { zone, locale } = useBusiness();
  const day = (moment: string | null) =>
    moment ? dayText(dayOf(moment, zone), locale, "date") : "–";
  return [
    {
      label: "Contract",
      sortBy: ({ title }) => title,
      cell: ({ title, number }) => (
        <span className={classes.title}>
          {title}
          <small>{number}</small>
        </span>
      ),
    },
    { label: "State", sortBy: ({ state }) => state, cell: (each) => <ContractBadge {...each} /> },
    {
      label: "Signers",
      isMinor: true,
      cell: ({ signers }) => <SignerDots signers={signers} />,
    },
    {
      label: "Who",
      isMinor: true,
      cell: ({ signers }) =>
        withoutReplaced(signers)
          .map(({ name }) => name)
          .join(", ") || "–",
    },
    {
      label: "Sent",
      isMinor: true,
      sortBy: ({ sent_at }) => sent_at ?? "",
      cell: ({ sent_at }) => day(sent_at),
    },
    {
      label: "Sign until",
      isMinor: true,
      sortBy: ({ expires_at }) => expires_at ?? "",
      cell: ({ state, expires_at }) =>
        state === "sent" || state === "in_progress" ? day(expires_at) : "–",
    },
  ];
}
