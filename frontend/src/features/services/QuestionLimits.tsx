import { Checkbox, MultiSelect, NumberInput, TextInput } from "@mantine/core";
import type { QuestionValues } from "./questions";

interface QuestionLimitsProps {
  question: QuestionValues;
  at: number;
  onSet: (change: Partial<QuestionValues>) => void;
}

type FileType = NonNullable<QuestionValues["limits"]["types"]>[number];

const FILE_TYPES = [
  { value: "pdf", label: "PDF" },
  { value: "png", label: "PNG" },
  { value: "jpg", label: "JPEG" },
];

/** What an answer of this kind must be like; each is optional. */
export function QuestionLimits({ question, at, onSet }: QuestionLimitsProps) {
  const { kind, limits } = question;
  const of = `of question ${at + 1}`;
  const set = (change: Partial<QuestionValues["limits"]>) =>
    onSet({ limits: { ...limits, ...change } });
  const number = (
    name: "min_length" | "max_length" | "min" | "max",
    label: string,
    more: { min?: number; max?: number; allowDecimal?: boolean } = {},
  ) => (
    <NumberInput
      size="xs"
      w={128}
      label={label}
      aria-label={`${label} ${of}`}
      {...more}
      value={limits[name] ?? ""}
      onChange={(value) => set({ [name]: value === "" ? undefined : Number(value) })}
    />
  );
  const check = (name: "is_multiple" | "is_whole", label: string) => (
    <Checkbox
      size="xs"
      label={label}
      checked={limits[name] ?? false}
      onChange={(event) => set({ [name]: event.currentTarget.checked || undefined })}
    />
  );
  const day = (name: "earliest" | "latest", label: string) => (
    <TextInput
      size="xs"
      type="date"
      label={label}
      aria-label={`${label} ${of}`}
      value={limits[name] ?? ""}
      onChange={(event) => set({ [name]: event.currentTarget.value || undefined })}
    />
  );
  switch (kind) {
    case "text":
      return (
        <>
          {number("min_length", "Least characters", { min: 0, max: 2000, allowDecimal: false })}
          {number("max_length", "Most characters", { min: 1, max: 2000, allowDecimal: false })}
        </>
      );
    case "choice":
      return check("is_multiple", "Several may be chosen");
    case "number":
      return (
        <>
          {number("min", "Least")}
          {number("max", "Most")}
          {check("is_whole", "Whole numbers only")}
        </>
      );
    case "date":
      return (
        <>
          {day("earliest", "Earliest")}
          {day("latest", "Latest")}
        </>
      );
    case "file":
      return (
        <>
          <MultiSelect
            size="xs"
            miw={200}
            label="Types"
            aria-label={`Types ${of}`}
            placeholder={limits.types?.length ? undefined : "PDF, PNG or JPEG"}
            data={FILE_TYPES}
            value={limits.types ?? []}
            onChange={(types) => set({ types: types.length ? (types as FileType[]) : undefined })}
          />
          <NumberInput
            size="xs"
            w={110}
            label="At most"
            aria-label={`Largest file ${of}`}
            suffix=" MB"
            min={1}
            max={10}
            allowDecimal={false}
            value={(limits.most_bytes ?? 10_000_000) / 1_000_000}
            onChange={(value) =>
              set({ most_bytes: Math.round(Number(value) * 1_000_000) || undefined })
            }
          />
        </>
      );
    default:
      return null;
  }
}
