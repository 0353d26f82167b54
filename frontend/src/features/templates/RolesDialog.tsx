import {
  ActionIcon,
  Button,
  Group,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { ContractField, ContractRole } from "../../api/generated/api.schemas";
import { countText } from "../../lib/format";
import { FormSheet } from "../../ui/FormSheet";
import { inRoleColor, roleColor } from "../../ui/fields/roleColors";
import classes from "./Templates.module.css";

const PARTIES = [
  { value: "customer", label: "a customer" },
  { value: "staff", label: "somebody of the team" },
  { value: "external", label: "somebody from outside" },
];
const KINDS = [
  { value: "signer", label: "fills in and signs" },
  { value: "approver", label: "approves" },
  { value: "viewer", label: "reads along" },
  { value: "cc", label: "gets a copy" },
];

interface RolesDialogProps {
  roles: readonly ContractRole[];
  fields: readonly ContractField[];
  /** `moved` says to whom the fields of roles that are gone went. */
  onSave: (roles: ContractRole[], moved: Map<string, string>) => void;
  onClose: () => void;
}

/** Who takes part in a contract of this kind, and in which order. */
export function RolesDialog({ roles: before, fields, onSave, onClose }: RolesDialogProps) {
  const [roles, setRoles] = useState<ContractRole[]>([...before]);
  const [isAsked, setAsked] = useState(false);
  const set = (key: string, change: Partial<ContractRole>) =>
    setRoles(roles.map((role) => (role.key === key ? { ...role, ...change } : role)));
  const signers = roles.filter(({ kind }) => kind === "signer");
  const homeless = fields.filter(({ role }) => role && !signers.some(({ key }) => key === role));
  const refusal = refusalOf(roles);
  const save = () => {
    setAsked(true);
    const heir = signers[0]?.key;
    if (refusal || !heir) return;
    onSave(
      roles.map((role) => ({ ...role, name: role.name.trim() })),
      new Map(homeless.flatMap(({ role }) => (role ? [[role, heir] as const] : []))),
    );
  };
  return (
    <FormSheet title="Signers and order" size="lg" onClose={onClose}>
      <Stack>
        <ul className={classes.roles}>
          {roles.map((role) => (
            <li key={role.key} style={inRoleColor(roleColor(roles, role.key))}>
              <span className={classes.swatch} aria-hidden="true" />
              <TextInput
                aria-label="What the role is called"
                maxLength={60}
                flex="1 1 130px"
                error={isAsked && !role.name.trim() ? "Give it a name." : undefined}
                value={role.name}
                onChange={({ currentTarget }) => set(role.key, { name: currentTarget.value })}
              />
              <Select
                aria-label={`Who the ${role.name} is`}
                allowDeselect={false}
                w={188}
                data={PARTIES}
                value={role.party}
                onChange={(party) => set(role.key, { party: party as ContractRole["party"] })}
              />
              <Select
                aria-label={`What the ${role.name} does`}
                allowDeselect={false}
                w={148}
                data={KINDS}
                value={role.kind}
                onChange={(kind) => set(role.key, { kind: kind as ContractRole["kind"] })}
              />
              <NumberInput
                aria-label={`Turn of the ${role.name}`}
                w={58}
                min={1}
                max={20}
                allowDecimal={false}
                value={role.routing_order}
                onChange={(turn) =>
                  Number(turn) >= 1 && set(role.key, { routing_order: Number(turn) })
                }
              />
              <ActionIcon
                aria-label={`Remove the ${role.name}`}
                disabled={roles.length === 1}
                onClick={() => setRoles(roles.filter(({ key }) => key !== role.key))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </li>
          ))}
        </ul>
        <Button
          variant="default"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={15} />}
          disabled={roles.length >= 20}
          onClick={() => setRoles([...roles, nextRole(roles)])}
        >
          Another one
        </Button>
        <Text size="sm" c="dimmed">
          The numbers are their turns: equal ones act at the same time.
        </Text>
        {isAsked && refusal && (
          <Text size="sm" c="var(--danger)" role="alert">
            {refusal}
          </Text>
        )}
        {homeless.length > 0 && signers[0] && (
          <Text size="sm" role="status">
            {countText(homeless.length, "field")} will belong to the {signers[0].name}.
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Discard
          </Button>
          <Button onClick={save}>Save</Button>
        </Group>
      </Stack>
    </FormSheet>
  );
}

function refusalOf(roles: readonly ContractRole[]): string | null {
  if (roles.some(({ name }) => !name.trim())) return "Every role needs a name.";
  const names = new Set(roles.map(({ name }) => name.trim().toLowerCase()));
  if (names.size < roles.length) return "Two roles have the same name.";
  return roles.some(({ kind }) => kind === "signer") ? null : "Somebody must sign.";
}

function nextRole(roles: readonly ContractRole[]): ContractRole {
  const known = new Set(roles.map(({ key }) => key));
  let number = roles.length + 1;
  while (known.has(`signer_${number}`)) number += 1;
  return {
    key: `signer_${number}`,
    name: `Signer ${number}`,
    party: "customer",
    kind: "signer",
    routing_order: Math.max(...roles.map(({ routing_order }) => routing_order ?? 1)),
  };
}
