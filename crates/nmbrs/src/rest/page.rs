//! Lists come in pages of a hundred. A list that is not whole is an error, never a short list.

use super::client::{Call, RestClient};
use super::operation::Operation;
use crate::{Fault, FaultClass};
use async_stream::try_stream;
use futures::TryStreamExt;
use futures::stream::BoxStream;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::VecDeque;
use std::ops::RangeInclusive;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// Rows of a page: what every client that reads in bulk asks.
const PAGE_SIZE: u8 = 100;

/// Pages that are read ahead. At the usual eight calls a second this keeps the pace up to a second of latency.
const PAGES_AHEAD: usize = 8;

/// A list to read.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub(super) operation: &'static Operation,
    pub(super) ids: Vec<Uuid>,
    pub(super) filter: Vec<(&'static str, String)>,
}

/// The envelope of every list. Its links are not followed: their form is not sure, the numbers are.
#[derive(Deserialize)]
struct Page<T> {
    pagination: Pagination,
    data: Vec<T>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Pagination {
    page_number: u32,
    total_pages: u32,
    total_records: Option<u64>,
}

/// Pages under way, in order.
struct Ahead<T> {
    client: RestClient,
    list: List,
    following: RangeInclusive<u32>,
    fetches: VecDeque<Fetch<T>>,
}

/// A page that is read by a task of its own: it goes on while whoever reads the list does something else, so that it
/// never sits on a place among the calls in flight. It ends when nobody wants it any more.
struct Fetch<T>(JoinHandle<Result<Page<T>, Fault>>);

impl RestClient {
    /// The rows of a list, as they come in; at most a few pages of them are held at once.
    pub(super) fn rows<T>(&self, list: List) -> BoxStream<'static, Result<T, Fault>>
    where
        T: DeserializeOwned + Send + 'static,
    {
        let client = self.clone();
        Box::pin(try_stream! {
            let first = client.page(&list, 1).await?;
            let whole = first.pagination;
            let mut ahead = Ahead::new(client, list, 2..=whole.total_pages);
            for row in first.data {
                yield row;
            }
            while let Some(page) = ahead.next(whole).await? {
                for row in page.data {
                    yield row;
                }
            }
        })
    }

    /// All rows of a short list.
    pub(super) async fn list<T>(&self, list: List) -> Result<Vec<T>, Fault>
    where
        T: DeserializeOwned + Send + 'static,
    {
        self.rows(list).try_collect().await
    }

    async fn page<T: DeserializeOwned>(&self, list: &List, number: u32) -> Result<Page<T>, Fault> {
        let mut query = list.filter.clone();
        query.extend([("pageNumber", number.to_string()), ("pageSize", PAGE_SIZE.to_string())]);
        let call = Call::<()> {
            operation: list.operation,
            ids: &list.ids,
            query: &query,
            body: None,
        };
        let page: Page<T> = self.ask(call).await?;
        if page.pagination.page_number == number {
            return Ok(page);
        }
        let answered = page.pagination.page_number;
        Err(list
            .operation
            .unreadable(format!("page {number} was asked, page {answered} came")))
    }
}

impl<T: DeserializeOwned + Send + 'static> Ahead<T> {
    fn new(client: RestClient, list: List, following: RangeInclusive<u32>) -> Self {
        let mut ahead = Self {
            client,
            list,
            following,
            fetches: VecDeque::new(),
        };
        ahead.fill();
        ahead
    }

    fn fill(&mut self) {
        while self.fetches.len() < PAGES_AHEAD {
            let Some(number) = self.following.next() else { return };
            let (client, list) = (self.client.clone(), self.list.clone());
            self.fetches
                .push_back(Fetch(tokio::spawn(async move { client.page(&list, number).await })));
        }
    }

    /// The next page; it must belong to the same list as the first, or rows may have moved over an edge unseen.
    async fn next(&mut self, whole: Pagination) -> Result<Option<Page<T>>, Fault> {
        let Some(fetch) = self.fetches.pop_front() else {
            return Ok(None);
        };
        let page = fetch.page(self.list.operation).await?;
        self.fill();
        let found = page.pagination;
        if (found.total_pages, found.total_records) == (whole.total_pages, whole.total_records) {
            return Ok(Some(page));
        }
        let message = "the list changed while it was being read; read it again";
        Err(self
            .list
            .operation
            .fault(FaultClass::Retry { after: None }, None, message))
    }
}

impl<T> Fetch<T> {
    async fn page(mut self, operation: &Operation) -> Result<Page<T>, Fault> {
        let outcome = (&mut self.0).await;
        outcome.unwrap_or_else(|error| Err(operation.unreadable(format!("reading was broken off: {error}"))))
    }
}

impl<T> Drop for Fetch<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
