import { Alert, Button, FileButton, Group, Modal, Paper, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconPhotoUp } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { getSetLogoUrl, removeLogo } from "../../api/generated/api";
import type { Tenant } from "../../api/generated/api.schemas";
import { ifMatch, request } from "../../api/http";
import { messageOf } from "../../api/problem";
import { useMe } from "../../api/session";
import { useTakeTenant } from "../../api/tenant";
import { MAY, may } from "../../lib/permissions";
import { Logo } from "../../ui/Logo";
import { toast } from "../../ui/toast";

const KINDS = "image/png,image/jpeg,image/webp";
const MOST_BYTES = 1_000_000;

/** The generated client would send the picture as JSON; it goes as it is. */
function upload(file: File, version: number): Promise<Tenant> {
  const headers = { ...ifMatch(version).headers, "Content-Type": file.type };
  return request<Tenant>(getSetLogoUrl(), { method: "PUT", headers, body: file });
}

export function LogoField({ tenant }: { tenant: Tenant }) {
  const mayEdit = may(useMe(), MAY.editTenant);
  const take = useTakeTenant();
  const [isAsking, setAsking] = useState(false);
  const save = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > MOST_BYTES) throw new RangeError("This picture is larger than 1 MB.");
      return upload(file, tenant.version);
    },
    onSuccess: (saved) => {
      take(saved);
      toast("Your logo is on your pages now.");
    },
  });
  const remove = useMutation({
    mutationFn: () => removeLogo(ifMatch(tenant.version)),
    onSuccess: (saved) => {
      setAsking(false);
      take(saved);
      toast("The logo is gone from your pages.");
    },
  });
  const error = save.error ?? remove.error;
  return (
    <Stack gap="sm" component="section" aria-label="Logo">
      <div>
        <Text size="sm" fw={550}>
          Logo
        </Text>
        <Text size="sm" c="dimmed">
          PNG, JPEG or WebP, 1 MB at most. A wide one with a transparent ground looks best.
        </Text>
      </div>
      {tenant.logo_url && (
        <Paper withBorder p="md" radius="md" w="fit-content" bg="white">
          <Logo src={tenant.logo_url} name={`Logo of ${tenant.name}`} height={48} />
        </Paper>
      )}
      {error && (
        <Alert
          color="red"
          role="alert"
          icon={<IconAlertTriangle size={18} />}
          title={error instanceof RangeError ? error.message : messageOf(error)}
        />
      )}
      {mayEdit && (
        <Group>
          <FileButton accept={KINDS} onChange={(file) => file && save.mutate(file)}>
            {(props) => (
              <Button
                {...props}
                variant="default"
                leftSection={<IconPhotoUp size={16} aria-hidden="true" />}
                loading={save.isPending}
              >
                {tenant.logo_url ? "Replace logo" : "Upload logo"}
              </Button>
            )}
          </FileButton>
          {tenant.logo_url && (
            <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
              Remove logo
            </Button>
          )}
        </Group>
      )}
      <Modal opened={isAsking} onClose={() => setAsking(false)} title="Remove the logo?" size="sm">
        <Stack>
          <Text size="sm">Your pages and mails will show your name instead.</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              Keep it
            </Button>
            <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
              Remove logo
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  );
}
