//! The history of what was sent: it cannot be rewritten without a trace.

use crate::stage::{APPLY, Over, Stage};
use sqlx::{Connection as _, Executor as _, SqliteConnection};

#[tokio::test]
async fn a_rewritten_history_is_named() {
    let stage = Stage::ready(Over::Rest).await;
    stage.run(APPLY).await.done();
    stage.run("backup all.backup").await.done();
    let held = stage
        .run("check")
        .await
        .done()
        .says("geschiedenis van Retail in orde: 81 regels, tot en met ");
    let line = held
        .stdout
        .lines()
        .find(|line| line.starts_with("geschiedenis"))
        .unwrap();

    stage.rewrite("UPDATE posting SET quantity = quantity + 100").await;
    stage
        .run("check")
        .await
        .ended(1)
        .says("✗ geschiedenis van Retail klopt niet: regel 1 (boeking ")
        .says("is gewijzigd; 0 regels kloppen. Zet een back-up terug in een nieuwe database, en bewaar deze apart.")
        .says("koppeling modehuis");
    stage
        .run("check --language en")
        .await
        .ended(1)
        .says("✗ history of Retail does not hold: entry 1 (posting ");

    let restored = stage.program().with("LOONBRUG_DATABASE", "sqlite:restored.db");
    let restored = restored.with("LOONBRUG_KEY_FILE", "loonbrug.db.key");
    restored.run("restore all.backup").await.done();
    restored.run("check").await.done().says(line);
}

impl Stage {
    /// Changes the database past the program and its guards.
    async fn rewrite(&self, sql: &'static str) {
        let database = format!("sqlite:{}", self.path("loonbrug.db").display());
        let mut connection = SqliteConnection::connect(&database).await.unwrap();
        connection
            .execute("DROP TRIGGER posting_figures_not_changed")
            .await
            .unwrap();
        connection.execute(sql).await.unwrap();
        connection.close().await.unwrap();
    }
}
