import { useParams } from "react-router";
import { ContractView } from "../../features/contracts/ContractView";
import { useDesk } from "../desk";

export default function ContractPage() {
  const { id = "" } = useParams();
  const desk = useDesk();
  return <ContractView key={id} id={id} onOpenAppointment={desk.openAppointment} />;
}
