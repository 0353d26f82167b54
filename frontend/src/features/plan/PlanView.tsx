import { Alert, Badge, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconHourglass } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getTenantPlan } from "../../api/generated/api";
import type { TenantPlan } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { countText, dayText, moneyText } from "../../lib/format";
import { dayOf } from "../../lib/zones";
import { ErrorState, LoadingRows } from "../../ui/States";
import { UseBar } from "../../ui/UseBar";

/** What the business is on, what it pays, and how much of it is in use. Nothing to press. */
export function PlanView() {
  const { locale, zone } = useBusiness();
  const plan = useQuery({
    queryKey: keys.plan,
    queryFn: ({ signal }) => getTenantPlan({ signal }),
  });
  if (plan.isPending) return <LoadingRows rows={5} />;
  if (!plan.data) return <ErrorState error={plan.error} onRetry={plan.refetch} />;
  const month = dayText(dayOf(plan.data.month_began_at, zone), locale, "month");
  return (
    <Stack gap="lg" maw={640}>
      <Booked plan={plan.data} locale={locale} />
      <Trial plan={plan.data} locale={locale} zone={zone} />
      <Paper withBorder radius="lg" p="lg">
        <Title order={2} size="h4" mb="md">
          In use, {month}
        </Title>
        <Stack gap="lg">
          {plan.data.uses.map((use) => (
            <UseBar key={use.limit} use={use} locale={locale} />
          ))}
        </Stack>
        <Text size="sm" c="dimmed" mt="lg">
          When something is used up, nothing that is there is lost; only adding more waits.
        </Text>
      </Paper>
    </Stack>
  );
}

function Booked({ plan, locale }: { plan: TenantPlan; locale: string }) {
  const price = moneyText(plan.price_minor, plan.currency, locale);
  return (
    <Paper withBorder radius="lg" p="lg">
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={2} size="h3">
            {plan.title} plan
          </Title>
          <Text size="sm" c="dimmed" mt={4}>
            {plan.may_hide_our_name
              ? "Your pages and mails can go without our name."
              : "Your pages name SmoothSchedule."}{" "}
            To change your plan, please write to us.
          </Text>
        </div>
        <Badge size="lg" variant="light">
          {plan.price_minor ? `${price} a month` : "Free of charge"}
        </Badge>
      </Group>
    </Paper>
  );
}

interface TrialProps {
  plan: TenantPlan;
  locale: string;
  zone: string;
}

function Trial({ plan, locale, zone }: TrialProps) {
  const { trial_days_left: left, trial_ends_at: endsAt } = plan;
  if (left === null || endsAt === null) return null;
  const day = dayText(dayOf(endsAt, zone), locale, "full");
  return (
    <Alert
      color={left > 0 ? "brand" : "yellow"}
      icon={<IconHourglass size={18} />}
      title={left > 0 ? `Trial: ${countText(left, "day")} left` : "The trial is over"}
    >
      {left > 0
        ? `Until ${day} you may use what the ${plan.title_in_force} plan includes. After that the limits of the ${plan.title} plan hold; nothing is closed or deleted.`
        : `It ended on ${day}. The limits of the ${plan.title} plan hold; nothing was deleted.`}
    </Alert>
  );
}
