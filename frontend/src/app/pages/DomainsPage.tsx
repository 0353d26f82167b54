import { DomainsView } from "../../features/domains/DomainsView";
import { SettingsFrame } from "../SettingsFrame";

export default function DomainsPage() {
  return (
    <SettingsFrame>
      <DomainsView />
    </SettingsFrame>
  );
}
