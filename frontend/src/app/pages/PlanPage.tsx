import { PlanView } from "../../features/plan/PlanView";
import { SettingsFrame } from "../SettingsFrame";

export default function PlanPage() {
  return (
    <SettingsFrame>
      <PlanView />
    </SettingsFrame>
  );
}
