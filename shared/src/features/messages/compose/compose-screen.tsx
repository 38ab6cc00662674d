export function ComposeScreen() {
  return null;
}
