import { useMemo, useRef, useState } from "react";
import type {
  ContractField,
  ContractFieldType,
  ContractRole,
  PageFrame,
} from "../../../api/generated/api.schemas";
import type { Box } from "../../../ui/document/placing";
import { copiesOf, newField } from "./newFields";
import { allPlaces, type Boxes, withBoxes } from "./places";
import { useHistory } from "./useHistory";

export interface Sheet {
  fields: ContractField[];
  roles: ContractRole[];
}

export interface Point {
  page: number;
  x: number;
  y: number;
}

/** The kinds of roles that fill in fields. */
export function actsOn({ kind }: ContractRole): boolean {
  return kind === "signer";
}

/** What is on the pages, what of it is selected, and everything that can be done with it. */
export function useEditor(
  start: Sheet,
  frames: readonly PageFrame[],
  onChange: (sheet: Sheet) => void,
) {
  const history = useHistory<Sheet>(start, onChange);
  const [selected, select] = useState<readonly string[]>([]);
  const [tool, setTool] = useState<ContractFieldType | null>(null);
  const [chosenRole, chooseRole] = useState<string | null>(null);
  const copied = useRef<ContractField[]>([]);
  const { fields, roles } = history.present;
  const signing = roles.filter(actsOn);
  const role = signing.find(({ key }) => key === chosenRole)?.key ?? signing[0]?.key ?? null;
  const places = useMemo(() => allPlaces(fields), [fields]);
  const keys = new Set(selected);
  const chosenPlaces = places.filter(({ key }) => keys.has(key));
  const chosenIds = new Set(chosenPlaces.map(({ id }) => id));
  const chosen = fields.filter(({ id }) => chosenIds.has(id));

  const put = (next: ContractField[], kind?: string) =>
    history.change({ fields: next, roles }, kind);
  const add = (more: ContractField[]) => {
    put([...fields, ...more]);
    select(allPlaces(more).map(({ key }) => key));
  };
  return {
    fields,
    roles,
    frames,
    places,
    selected,
    select,
    chosen,
    chosenPlaces,
    tool,
    setTool,
    role,
    chooseRole,
    history,
    /** The boxes of what is selected. */
    boxes: (): Boxes =>
      new Map(chosenPlaces.map(({ key, page, x, y, w, h }) => [key, { page, x, y, w, h } as Box])),
    moveTo: (boxes: Boxes, kind?: string) => put(withBoxes(fields, boxes), kind),
    place: (type: ContractFieldType, at: Point) => {
      const frame = frames[at.page];
      if (frame) add([newField(type, role, at, frame)]);
      setTool(null);
    },
    add,
    /** Changes every selected field. */
    change: (patch: Partial<ContractField>, kind?: string) =>
      put(
        fields.map((field) => (chosenIds.has(field.id) ? { ...field, ...patch } : field)),
        kind,
      ),
    remove: () => {
      if (chosenIds.size === 0) return;
      const rest = fields.filter(({ id }) => !chosenIds.has(id));
      put(
        rest.map((field) =>
          field.condition && chosenIds.has(field.condition.field)
            ? { ...field, condition: null }
            : field,
        ),
      );
      select([]);
    },
    duplicate: () => chosen.length > 0 && add(copiesOf(chosen, null)),
    copy: () => {
      copied.current = chosen;
    },
    paste: (page: number) => copied.current.length > 0 && add(pasted(copied.current, page)),
    copyToPages: (pages: readonly number[]) => add(pages.flatMap((page) => copiesOf(chosen, page))),
    setRoles: (next: ContractRole[], moved: ReadonlyMap<string, string> = new Map()) =>
      history.change({
        roles: next,
        fields: fields.map((field) => {
          const to = field.role ? moved.get(field.role) : undefined;
          return to ? { ...field, role: to } : field;
        }),
      }),
  };
}

/** On their own page they stand beside what was copied. */
function pasted(fields: ContractField[], page: number): ContractField[] {
  const isSamePage = allPlaces(fields).every((place) => place.page === page);
  return copiesOf(fields, isSamePage ? null : page);
}

export type Editor = ReturnType<typeof useEditor>;
