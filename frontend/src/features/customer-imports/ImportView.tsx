import { Stepper } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useSearchParams } from "react-router";
import type { CustomerImportDetails } from "../../api/generated/api.schemas";
import { BackLink } from "../../ui/BackLink";
import { ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { CheckStep } from "./CheckStep";
import { ColumnsStep } from "./ColumnsStep";
import { FileStep } from "./FileStep";
import classes from "./Imports.module.css";
import { Latest } from "./Latest";
import { ResultStep } from "./ResultStep";
import { useImport } from "./useImport";

const STEPS = ["File", "Columns", "Check", "Import"];

/** From a file to customers, in four steps; the address keeps which file, so nothing is lost. */
export function ImportView() {
  const [query, setQuery] = useSearchParams();
  const id = query.get("import");
  const isAdjusting = query.has("columns");
  const isPhone = useMediaQuery("(max-width: 760px)");
  const found = useImport(id);
  const open = (next: string | null, at?: "columns") => {
    const search = new URLSearchParams(next ? { import: next } : {});
    if (at) search.set(at, "");
    setQuery(search);
  };
  const step = id && found.data ? stepOf(found.data, isAdjusting) : 0;
  const isDone = !!id && found.data?.state === "done";
  return (
    <>
      <PageHead title="Import customers">
        <BackLink to="/app/customers">Customers</BackLink>
      </PageHead>
      <div className={classes.page}>
        <Stepper
          size="xs"
          iconSize={28}
          active={isDone ? STEPS.length : step}
          allowNextStepsSelect={false}
        >
          {STEPS.map((label, at) => (
            <Stepper.Step
              key={label}
              label={
                <span className={isPhone && at !== step ? "visually-hidden" : undefined}>
                  {label}
                </span>
              }
            />
          ))}
        </Stepper>
        {!id && (
          <>
            <FileStep onTaken={open} />
            <Latest onOpen={open} />
          </>
        )}
        {id && found.isError && <ErrorState error={found.error} onRetry={found.refetch} />}
        {id && found.isPending && <LoadingRows />}
        {id && found.data && (
          <Step
            key={found.data.id}
            found={found.data}
            step={step}
            onAdjust={() => open(id, "columns")}
            onChecked={() => open(id)}
            onAnew={() => open(null)}
          />
        )}
      </div>
    </>
  );
}

function stepOf({ state }: CustomerImportDetails, isAdjusting: boolean): number {
  if (state === "read" || (state === "checked" && isAdjusting)) return 1;
  return state === "checking" || state === "checked" ? 2 : 3;
}

interface StepProps {
  found: CustomerImportDetails;
  step: number;
  onAdjust: () => void;
  onChecked: () => void;
  onAnew: () => void;
}

function Step({ found, step, onAdjust, onChecked, onAnew }: StepProps) {
  if (step === 1) return <ColumnsStep found={found} onChecked={onChecked} onAnew={onAnew} />;
  if (step === 2) return <CheckStep found={found} onAdjust={onAdjust} />;
  return <ResultStep found={found} onAnew={onAnew} />;
}
