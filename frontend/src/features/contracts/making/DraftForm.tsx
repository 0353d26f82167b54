import { Stepper } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import type {
  ContractChanges,
  ContractDetail,
  ContractTemplate,
} from "../../../api/generated/api.schemas";
import { BackLink } from "../../../ui/BackLink";
import { SaveMark } from "../../../ui/SaveMark";
import { PageHead } from "../../../ui/States";
import { CheckStep } from "./CheckStep";
import { FillStep } from "./FillStep";
import { FromFormer } from "./FromFormer";
import classes from "./Making.module.css";
import { choicesOf, isNamed, type Row, rowsOf } from "./rows";
import { SignersStep } from "./SignersStep";
import { useDraft } from "./useDraft";

const STEPS = ["signers", "fill", "check"] as const;
type Step = (typeof STEPS)[number];

const LABELS = { signers: "Who signs", fill: "What is known", check: "Check and send" };

interface DraftFormProps {
  template: ContractTemplate;
  draft: ContractDetail | null;
  customerId: string | null;
  appointmentId: string | null;
}

/** What is still open about a contract, step by step; each change is kept at once. */
export function DraftForm({ template, draft, customerId, appointmentId }: DraftFormProps) {
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const isPhone = useMediaQuery("(max-width: 620px)", false);
  const [contract, setContract] = useState(draft);
  const [rows, setRows] = useState<Row[]>(() =>
    rowsOf(draft?.roles ?? template.roles, draft, template.settings.requires_code ?? false),
  );
  const start = {
    template_id: template.id,
    title: template.name,
    ...(customerId ? { customer_id: customerId } : {}),
    ...(appointmentId ? { appointment_id: appointmentId } : {}),
  };
  const { save, addressOf } = useDraft(start, contract, setContract);
  const step: Step = contract
    ? (STEPS.find((each) => each === query.get("step")) ?? "signers")
    : "signers";

  const goTo = async (next: Step) => {
    if (!(await save.flush())) return;
    const address = addressOf(next);
    if (address) navigate(address.search, { state: address.state });
  };
  const changeRows = (next: Row[]) => {
    setRows(next);
    if (contract || next.some(({ who }) => who && isNamed(who))) {
      save.push({ signers: choicesOf(next) });
    }
  };
  const change = (patch: ContractChanges) => save.push(patch);
  return (
    <>
      <PageHead
        title={contract?.title || template.name}
        actions={contract && <SaveMark save={save} onReload={() => window.location.reload()} />}
      >
        <BackLink to="/app/contracts">Contracts</BackLink>
        {" · "}
        New contract from “{template.name}”
      </PageHead>
      <div className={step === "check" ? classes.wide : classes.narrow}>
        <Stepper
          size="xs"
          iconSize={28}
          active={STEPS.indexOf(step)}
          className={classes.steps}
          onStepClick={(at) => goTo(STEPS[at] ?? "signers")}
          allowNextStepsSelect={false}
        >
          {STEPS.map((each) => (
            <Stepper.Step
              key={each}
              label={
                <span className={isPhone && each !== step ? "visually-hidden" : undefined}>
                  {LABELS[each]}
                </span>
              }
            />
          ))}
        </Stepper>
        {contract && <FromFormer contract={contract} />}
        {step === "signers" && (
          <SignersStep
            rows={rows}
            standIns={contract?.former?.stand_ins}
            customerId={customerId}
            onChange={changeRows}
            onNext={() => goTo("fill")}
          />
        )}
        {step === "fill" && contract && (
          <FillStep
            contract={contract}
            onChange={change}
            onBack={() => goTo("signers")}
            onNext={() => goTo("check")}
          />
        )}
        {step === "check" && contract && (
          <CheckStep contract={contract} onBack={() => goTo("fill")} flush={save.flush} />
        )}
      </div>
    </>
  );
}
