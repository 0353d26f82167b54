import { useNavigate } from "react-router";
import { Join } from "../features/auth/Join";

export function JoinPage({ business }: { business: string }) {
  const navigate = useNavigate();
  return <Join business={business} onJoined={() => navigate("/app", { replace: true })} />;
}
