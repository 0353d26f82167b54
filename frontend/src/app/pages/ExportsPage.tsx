import { ExportsView } from "../../features/exports/ExportsView";
import { SettingsFrame } from "../SettingsFrame";

export default function ExportsPage() {
  return (
    <SettingsFrame>
      <ExportsView />
    </SettingsFrame>
  );
}
