//! A mail server that receives for real, and fails as it is told.

use loonbrug_post::{MailSettings, Mailer, Security};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How it behaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// Takes every letter.
    Takes,
    /// Says that it is busy.
    Busy,
    /// Knows no such receiver.
    KnowsNobody,
    /// Cannot find out about the receiver now.
    AsksToWait,
    /// Says nothing.
    IsSilent,
    /// Ends the connection in the middle of a letter.
    DiesInTheMiddle,
    /// Takes a letter and ends the connection before it says so.
    DiesAfterTaking,
}

/// A mail server of one test.
#[derive(Clone)]
pub struct Mailbox {
    address: SocketAddr,
    manner: Arc<Mutex<Manner>>,
    letters: Arc<Mutex<Vec<String>>>,
}

impl Mailbox {
    /// Opens one.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mailbox = Self {
            address: listener.local_addr().unwrap(),
            manner: Arc::new(Mutex::new(Manner::Takes)),
            letters: Arc::default(),
        };
        let opened = mailbox.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let mailbox = opened.clone();
                tokio::spawn(async move { drop(mailbox.converse(stream).await) });
            }
        });
        mailbox
    }

    /// Whoever hands letters in here.
    pub fn mailer(&self) -> Mailer {
        mailer(self.address)
    }

    /// From now on it behaves so.
    pub fn behave(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }

    /// The letters that came, whole, in their order.
    pub fn letters(&self) -> Vec<String> {
        self.letters.lock().unwrap().clone()
    }

    async fn converse(&self, stream: TcpStream) -> std::io::Result<()> {
        let manner = *self.manner.lock().unwrap();
        let (reader, mut writer) = stream.into_split();
        let mut lines = BufReader::new(reader).lines();
        match manner {
            Manner::IsSilent => {
                while lines.next_line().await?.is_some() {}
                return Ok(());
            }
            Manner::Busy => return writer.write_all(b"421 come back later\r\n").await,
            _ => writer.write_all(b"220 mailbox\r\n").await?,
        }
        while let Some(line) = lines.next_line().await? {
            let command = line.to_ascii_uppercase();
            let answer: &[u8] = match command.split([' ', ':']).next().unwrap_or_default() {
                "EHLO" => b"250-mailbox\r\n250 8BITMIME\r\n",
                "RCPT" if manner == Manner::KnowsNobody => b"550 nobody here\r\n",
                "RCPT" if manner == Manner::AsksToWait => b"451 try later\r\n",
                "DATA" => {
                    writer.write_all(b"354 go on\r\n").await?;
                    let mut letter = String::new();
                    while let Some(line) = lines.next_line().await? {
                        if manner == Manner::DiesInTheMiddle {
                            return Ok(());
                        }
                        if line == "." {
                            break;
                        }
                        letter.push_str(&line);
                        letter.push('\n');
                    }
                    self.letters.lock().unwrap().push(letter);
                    if manner == Manner::DiesAfterTaking {
                        return Ok(());
                    }
                    b"250 taken\r\n"
                }
                "QUIT" => return writer.write_all(b"221 bye\r\n").await,
                _ => b"250 fine\r\n",
            };
            writer.write_all(answer).await?;
        }
        Ok(())
    }
}

/// Whoever hands letters in at an address, whether or not anybody listens there.
pub fn mailer(address: SocketAddr) -> Mailer {
    let settings = MailSettings {
        host: address.ip().to_string(),
        port: address.port(),
        security: Security::None,
        log_in: None,
        from: "Loonbrug <loonbrug@voorbeeld.nl>".to_owned(),
        patience: Duration::from_secs(2),
    };
    Mailer::new(&settings).unwrap()
}
