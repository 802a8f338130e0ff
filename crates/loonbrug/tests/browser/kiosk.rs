//! The clock terminal at the door, while the server is away.

use crate::browser::Browser;
use crate::driver::Device;
use crate::stage::Stage;

const THOMAS: &str = "000000123456789";
const JOERI: &str = "000000123456790";

async fn set_up(stage: &Stage) -> Browser {
    let device = stage.browser_of("eigenaar@example.nl", Device::Desk).await;
    device.follow("Klokterminals").await;
    device.fill("Naam", "Kassa").await;
    device.press("Dit apparaat gebruiken").await;
    device.sees("Kassa").await;
    device.sees("● verbonden").await;
    device
}

async fn hold_badge(terminal: &Browser, badge: &str) {
    terminal.fill("Houd je badge voor de lezer", badge).await;
    terminal.press("Klokken").await;
}

#[tokio::test]
async fn what_is_clocked_while_the_server_is_away_arrives_later_and_once() {
    let Some(mut stage) = Stage::demonstration().await else {
        return;
    };
    let terminal = set_up(&stage).await;
    hold_badge(&terminal, JOERI).await;
    terminal.sees("✓ In").await;
    terminal.sees("Joeri Kreuk").await;

    stage.stop().await;
    hold_badge(&terminal, THOMAS).await;
    terminal.sees("✓ Genoteerd").await;
    terminal.sees("geen verbinding · 1 registratie wacht").await;
    // Somebody switches it off and on: it shows itself without a server, and has forgotten nothing.
    terminal.go("/kiosk").await;
    terminal.sees("1 registratie wacht").await;

    stage.start_again().await;
    terminal.sees("● verbonden").await;
    terminal.go("/kiosk").await;
    terminal.sees("● verbonden").await;

    let office = stage.browser_of("eigenaar@example.nl", Device::Desk).await;
    office.follow("Klokterminals").await;
    office.sees("Kassa 2").await;
    let thomas = stage.browser_of("thomas@example.nl", Device::Phone).await;
    thomas.sees("Je bent niet ingeklokt.").await;
    thomas.sees("Geklokt: 8:12–9:00").await;
}
