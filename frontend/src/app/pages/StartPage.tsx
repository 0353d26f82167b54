export default function StartPage() {
  return <div>Start</div>;
}
