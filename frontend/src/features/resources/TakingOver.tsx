import { Alert, Radio, Select, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import type { Departure, DepartureWish, Resource } from "../../api/generated/api.schemas";
import { messageOf } from "../../api/problem";
import { useBusiness } from "../../api/session";
import { countText } from "../../lib/format";
import { AheadList, usePreview } from "./DepartureDialog";

const SHOWN = 5;

interface TakingOverProps {
  resource: Resource;
  ahead: Departure;
  wish: DepartureWish;
  onWish: (more: Partial<DepartureWish>) => void;
}

/** Who takes the appointments over, which of them fit there, and what becomes of the others. */
export function TakingOver({ resource, ahead, wish, onWish }: TakingOverProps) {
  const { zone, locale } = useBusiness();
  const seen = usePreview(resource, { ...wish, otherwise: "leave" });
  const { data } = seen;
  return (
    <Stack gap="sm" pl={32}>
      <Select
        label="Who takes them over"
        placeholder="Choose"
        searchable
        data={ahead.stand_ins.map(({ id, name }) => ({ value: id, label: name }))}
        value={wish.to_id ?? null}
        onChange={(to_id) => onWish({ to_id })}
      />
      {wish.to_id && !data && seen.isFetching && (
        <Text size="sm" role="status">
          Looking which of them fit.
        </Text>
      )}
      {wish.to_id && seen.isError && (
        <Alert color="red" role="alert" icon={<IconAlertTriangle size={18} />}>
          {messageOf(seen.error)}
        </Alert>
      )}
      {wish.to_id && data && data.clashes.length === 0 && (
        <Alert color="green" role="status" icon={<IconCircleCheck size={18} />}>
          All {countText(data.count, "appointment")} fit.
        </Alert>
      )}
      {wish.to_id && data && data.clashes.length > 0 && (
        <Alert
          color="yellow"
          role="status"
          icon={<IconAlertTriangle size={18} />}
          title={`${data.moved} of ${data.count} fit. These do not:`}
        >
          <AheadList
            items={data.clashes.slice(0, SHOWN)}
            more={data.left - Math.min(data.clashes.length, SHOWN)}
            zone={zone}
            locale={locale}
          />
          <Radio.Group
            mt="sm"
            label="Those that do not fit"
            value={wish.otherwise}
            onChange={(value) => onWish({ otherwise: value as DepartureWish["otherwise"] })}
          >
            <Stack gap={8} mt={6}>
              <Radio value="leave" label={`stay with ${resource.name}, to be moved one by one`} />
              <Radio value="cancel" label="are cancelled" />
            </Stack>
          </Radio.Group>
        </Alert>
      )}
    </Stack>
  );
}
