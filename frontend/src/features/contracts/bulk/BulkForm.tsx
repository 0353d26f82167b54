import {
  Button,
  SegmentedControl,
  Select,
  SimpleGrid,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { createBulkSend } from "../../../api/generated/api";
import type { ContractTemplate, NewBulkSend } from "../../../api/generated/api.schemas";
import { idempotent } from "../../../api/http";
import { useSubmission } from "../../../api/submission";
import { Confirm } from "../../../ui/Confirm";
import { Refusal } from "../../../ui/Refusal";
import { DaysInput } from "../making/DaysInput";
import { choicesOf, type Row, refusalOf as refusalOfRow, rowsOf, type Who } from "../making/rows";
import { WhoField } from "../making/WhoField";
import classes from "./Bulk.module.css";
import { ChooseCustomers } from "./ChooseCustomers";
import { ChooseFile } from "./ChooseFile";
import { countOf, NOBODY, peopleText, refusalOf, sendableOf, wishOf } from "./recipients";

const WAYS = [
  { value: "customers", label: "Customers" },
  { value: "file", label: "CSV file" },
];

/** To whom, who else takes part, and what the mail says; then off they go. */
export function BulkForm({ template }: { template: ContractTemplate }) {
  const navigate = useNavigate();
  const submitOnce = useSubmission();
  const signers = template.roles.filter(({ kind }) => kind === "signer");
  const [roleKey, setRoleKey] = useState(signerOf(signers)?.key ?? "");
  const [way, setWay] = useState("customers");
  const [customers, setCustomers] = useState(NOBODY.customers);
  const [inFile, setInFile] = useState(NOBODY.lines);
  const [rows, setRows] = useState<Row[]>(() => rowsOf(template.roles, null, false));
  const [title, setTitle] = useState(template.name);
  const [message, setMessage] = useState("");
  const [days, setDays] = useState<number | null>(template.settings.expires_in_days ?? 30);
  const [remind, setRemind] = useState(template.settings.remind_every_days ?? null);
  const [isAsked, setAsked] = useState(false);
  const [isSure, setSure] = useState(false);

  const { leftOut, ...recipients } =
    way === "customers" ? { ...NOBODY, customers, leftOut: "" } : sendableOf(inFile);
  const others = rows.filter(({ role }) => role.key !== roleKey);
  const refusals = {
    people: refusalOf(recipients),
    title: title.trim() ? null : "Give it a title.",
    days: days ? null : "Say how many days they have.",
  };
  const isReady =
    !Object.values(refusals).some(Boolean) &&
    !others.some((row) => mustBeChosen(row) && refusalOfRow(row));
  const send = useMutation({
    mutationFn: () => {
      const wish: NewBulkSend = {
        template_id: template.id,
        role_key: roleKey,
        ...wishOf(recipients),
        signers: choicesOf(others),
        title: title.trim(),
        message,
        expires_in_days: days,
        remind_every_days: remind,
      };
      return submitOnce(wish, (body, key) => createBulkSend(body, idempotent(key)));
    },
    onSuccess: ({ id }) => navigate(`/app/contracts/bulk/${id}`),
    onSettled: () => setSure(false),
  });
  const setWho = (key: string, who: Who | null) =>
    setRows((old) => old.map((row) => (row.role.key === key ? { ...row, who } : row)));
  return (
    <div className={classes.form}>
      <section className={classes.part} aria-labelledby="who-gets-it">
        <h2 id="who-gets-it">Who gets one</h2>
        {signers.length > 1 && (
          <Select
            label="Each of them signs as"
            allowDeselect={false}
            maw={320}
            data={signers.map(({ key, name }) => ({ value: key, label: name }))}
            value={roleKey}
            onChange={(key) => key && setRoleKey(key)}
          />
        )}
        <SegmentedControl
          aria-label="From where"
          data={WAYS}
          value={way}
          onChange={setWay}
          w="fit-content"
        />
        {way === "customers" ? (
          <ChooseCustomers chosen={customers} onChange={setCustomers} />
        ) : (
          <ChooseFile
            key={roleKey}
            templateId={template.id}
            roleKey={roleKey}
            onChange={setInFile}
          />
        )}
        {isAsked && refusals.people && (
          <Text size="sm" className={classes.why} role="alert">
            {refusals.people}
          </Text>
        )}
      </section>
      {others.length > 0 && (
        <section className={classes.part} aria-labelledby="who-else">
          <h2 id="who-else">Who else takes part in each</h2>
          {others.map((row) => (
            <div key={row.role.key} className={classes.other}>
              <Text size="sm" fw={550}>
                {row.role.name}
              </Text>
              <WhoField
                role={row.role}
                who={row.who}
                customerId={null}
                error={isAsked && mustBeChosen(row) ? refusalOfRow(row) : null}
                onChange={(who) => setWho(row.role.key, who)}
              />
            </div>
          ))}
        </section>
      )}
      <section className={classes.part} aria-labelledby="what-it-says">
        <h2 id="what-it-says">What the mail says</h2>
        <TextInput
          label="Title"
          maxLength={200}
          value={title}
          error={isAsked ? refusals.title : undefined}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Textarea
          label="Message (optional)"
          description="A few words of yours in the mail."
          maxLength={2000}
          rows={3}
          value={message}
          onChange={(event) => setMessage(event.currentTarget.value)}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <DaysInput
            label="Sign within"
            description="Then it runs out, and nobody can sign any more."
            most={366}
            value={days}
            error={isAsked ? refusals.days : undefined}
            onChange={setDays}
          />
          <DaysInput
            label="Remind every"
            description="Empty means never by itself."
            most={90}
            value={remind}
            onChange={setRemind}
          />
        </SimpleGrid>
      </section>
      {send.isError && <Refusal error={send.error}>Nothing was sent.</Refusal>}
      <div className={classes.bottom}>
        <Text size="sm" role="status">
          {peopleText(countOf(recipients))} chosen
        </Text>
        <Button
          leftSection={<IconSend size={18} />}
          onClick={() => {
            setAsked(true);
            if (isReady) setSure(true);
          }}
        >
          Send to {peopleText(countOf(recipients))}
        </Button>
      </div>
      {isSure && (
        <Confirm
          title={`Send “${title.trim()}” to ${peopleText(countOf(recipients))}?`}
          act="Send"
          keep="Not yet"
          isBusy={send.isPending}
          onConfirm={() => send.mutate()}
          onClose={() => setSure(false)}
        >
          Each gets a mail with a link of their own. What was sent can be taken back one by one
          only. {leftOut}
        </Confirm>
      )}
    </div>
  );
}

/** Customers first: they are whom a business writes to. */
function signerOf(
  signers: ContractTemplate["roles"],
): ContractTemplate["roles"][number] | undefined {
  return signers.find(({ party }) => party === "customer") ?? signers[0];
}

/** Whoever only reads along may be left out. */
function mustBeChosen({ role, who }: Row): boolean {
  return role.kind === "signer" || role.kind === "approver" || who !== null;
}
