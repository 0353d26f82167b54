import { SecondFactorGate } from "../features/account/SecondFactorGate";
import { useSignOut } from "./useSignOut";

export default function GatePage() {
  return <SecondFactorGate onSignOut={useSignOut()} />;
}
