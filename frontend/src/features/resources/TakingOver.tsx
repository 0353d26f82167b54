import { Alert, Radio, Select, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { DeparturePreview, DepartureWish, Resource } from "../../api/generated/api.schemas";
import { messageOf } from "../../api/problem";
import { useBusiness } from "../../api/session";
import { AheadList } from "./AheadList";

interface TakingOverProps {
  resource: Resource;
  ahead: DeparturePreview;
  /** Which of them fit with whom the wish names. */
  fitting: UseQueryResult<DeparturePreview>;
  wish: DepartureWish;
  onWish: (more: Partial<DepartureWish>) => void;
}

/** Who takes the appointments over, which of them fit there, and what becomes of the others. */
export function TakingOver({ resource, ahead, fitting, wish, onWish }: TakingOverProps) {
  const { zone, locale } = useBusiness();
  const { data } = fitting;
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
      {wish.to_id && !data && fitting.isFetching && (
        <Text size="sm" role="status">
          Looking which of them fit.
        </Text>
      )}
      {wish.to_id && fitting.isError && (
        <Alert color="red" role="alert" icon={<IconAlertTriangle size={18} />}>
          {messageOf(fitting.error)}
        </Alert>
      )}
      {wish.to_id && data && data.clashes.length === 0 && (
        <Alert color="green" role="status" icon={<IconCircleCheck size={18} />}>
          {data.tried < data.count ? `The first ${data.tried} of` : "All"}{" "}
          {data.count.toLocaleString(locale)} {data.count === 1 ? "appointment" : "appointments"}{" "}
          fit.
        </Alert>
      )}
      {wish.to_id && data && data.clashes.length > 0 && (
        <Alert
          color="yellow"
          role="status"
          icon={<IconAlertTriangle size={18} />}
          title={`${data.fit} of ${triedText(data, locale)} fit. These do not:`}
        >
          <AheadList
            items={data.clashes}
            more={data.tried - data.fit - data.clashes.length}
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

function triedText({ tried, count }: DeparturePreview, locale: string): string {
  return tried < count ? `the first ${tried} (of ${count.toLocaleString(locale)})` : `${count}`;
}
