#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "exporters/escape.hpp"
#include "exporters/names.hpp"
#include "exporters/search_words.hpp"
#include "exporters/writers.hpp"
#include "extract/error.hpp"

namespace accord {

namespace {

constexpr const char* schema = R"(
create table document (number integer primary key, id text not null, date text, url text, title text, publisher text);
create table entity (id text primary key, type text not null, subtype text, name text not null) without rowid;
create table alias (entity text not null references entity, alias text not null, primary key (entity, alias)) without rowid;
create table attribute (entity text not null references entity, name text not null, value text not null,
  primary key (entity, name)) without rowid;
create table statement (id text primary key, subject text not null references entity, predicate text not null,
  object text not null references entity, confidence real not null) without rowid;
create table qualifier (statement text not null references statement, name text not null, value text not null,
  primary key (statement, name)) without rowid;
create table evidence (statement text not null references statement, number integer not null,
  document integer not null references document, begin integer not null, end integer not null, quote text not null,
  rule text not null, page integer, box text, primary key (statement, number)) without rowid;
create table searchable (number integer primary key, entity text references entity, statement text references statement,
  text text not null);
create virtual table search using fts5(words, content='', tokenize='unicode61 remove_diacritics 2', detail=none);
)";

constexpr const char* indexes = R"(
create index entity_name on entity (name);
create index alias_alias on alias (alias);
create index statement_subject on statement (subject, predicate);
create index statement_object on statement (object, predicate);
create index statement_predicate on statement (predicate);
create index evidence_document on evidence (document);
insert into search(search) values ('optimize');
)";

/// A file without a name, once it is open: it is gone when the program ends, however that happens.
class TemporaryFile {
 public:
  TemporaryFile() {
    const char* const folder = std::getenv("TMPDIR");
    path_ = std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") + "/accord-XXXXXX";
    descriptor_ = ::mkstemp(path_.data());
    if (descriptor_ < 0) throw Error("cannot write " + path_ + ": " + std::generic_category().message(errno));
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    ::unlink(path_.c_str());
    ::close(descriptor_);
  }
  const std::string& path() const { return path_; }

  void copy_to(ByteSink& sink) const {
    std::array<char, 65536> buffer;
    for (ssize_t n = 0; (n = ::read(descriptor_, buffer.data(), buffer.size())) != 0;) {
      if (n > 0) {
        sink.write({buffer.data(), static_cast<std::size_t>(n)});
      } else if (errno != EINTR) {
        throw Error("cannot read " + path_ + ": " + std::generic_category().message(errno));
      }
    }
  }

 private:
  std::string path_;
  int descriptor_;
};

/// "left,top,right,bottom"; empty without a page.
std::string box_text(const PageBox& place) {
  if (place.page == 0) return {};
  return std::to_string(place.left) + ',' + std::to_string(place.top) + ',' + std::to_string(place.right) + ',' +
         std::to_string(place.bottom);
}

class Database {
 public:
  explicit Database(const std::string& path) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open(path.c_str(), &opened);
    handle_.reset(opened);
    check(code);
  }
  void run(const std::string& sql) { check(sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr)); }
  void check(int code) const {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    throw Error(std::string("cannot write the database: ") + sqlite3_errmsg(handle_.get()));
  }
  sqlite3* get() const { return handle_.get(); }

 private:
  std::unique_ptr<sqlite3, int (*)(sqlite3*)> handle_{nullptr, sqlite3_close};
};

/// A prepared insert. Values are bound from left to right.
class Insert {
 public:
  Insert(const Database& database, const char* sql) : database_(database) {
    sqlite3_stmt* prepared = nullptr;
    database.check(sqlite3_prepare_v2(database.get(), sql, -1, &prepared, nullptr));
    statement_.reset(prepared);
  }
  Insert& text(std::string_view value) {
    const std::string clean = clean_text(value);
    database_.check(
        sqlite3_bind_text64(statement_.get(), ++column_, clean.data(), clean.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
  }
  /// Null for nothing.
  Insert& optional(std::string_view value) {
    if (!value.empty()) return text(value);
    database_.check(sqlite3_bind_null(statement_.get(), ++column_));
    return *this;
  }
  Insert& integer(std::int64_t value) {
    database_.check(sqlite3_bind_int64(statement_.get(), ++column_, value));
    return *this;
  }
  /// Null for 0.
  Insert& positive(std::int64_t value) {
    if (value != 0) return integer(value);
    database_.check(sqlite3_bind_null(statement_.get(), ++column_));
    return *this;
  }
  Insert& real(double value) {
    database_.check(sqlite3_bind_double(statement_.get(), ++column_, value));
    return *this;
  }
  void done() {
    database_.check(sqlite3_step(statement_.get()));
    database_.check(sqlite3_reset(statement_.get()));
    column_ = 0;
  }

 private:
  const Database& database_;
  std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement_{nullptr, sqlite3_finalize};
  int column_ = 0;
};

class SqliteWriter {
 public:
  SqliteWriter(const KnowledgeGraph& graph, const std::string& path) : graph_(graph), database_(path) {}

  void write() {
    // The file is temporary: what a crash would leave of it, nobody sees.
    database_.run("pragma journal_mode = off; pragma synchronous = off; pragma page_size = 4096; begin;");
    database_.run(schema);
    documents();
    {
      Inserts insert(database_);
      for (std::uint32_t i = 0; i != graph_.entity_count(); ++i) entity(graph_.entity(EntityIndex{i}), insert);
      for (std::uint32_t i = 0; i != graph_.statement_count(); ++i) {
        statement(graph_.statement(StatementIndex{i}), insert);
      }
    }
    views();
    database_.run(indexes);
    database_.run("commit;");
  }

 private:
  struct Inserts {
    explicit Inserts(const Database& d)
        : entity(d, "insert into entity values (?, ?, ?, ?)"),
          alias(d, "insert or ignore into alias values (?, ?)"),
          attribute(d, "insert or ignore into attribute values (?, ?, ?)"),
          statement(d, "insert into statement values (?, ?, ?, ?, ?)"),
          qualifier(d, "insert or ignore into qualifier values (?, ?, ?)"),
          evidence(d, "insert into evidence values (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
          searchable(d, "insert into searchable values (?, ?, ?, ?)"),
          search(d, "insert into search(rowid, words) values (?, ?)") {}
    Insert entity, alias, attribute, statement, qualifier, evidence, searchable, search;
  };

  void documents() {
    Insert insert(database_, "insert into document values (?, ?, ?, ?, ?, ?)");
    for (const SourceView& s : graph_.sources()) {
      const auto number = static_cast<std::int64_t>(documents_.size() + 1);
      documents_.emplace(&s, number);
      insert.integer(number).text(s.document).optional(s.date).optional(s.url).optional(s.title).optional(s.publisher);
      insert.done();
    }
  }

  void searchable(std::string_view entity, std::string_view statement, std::string_view text, Inserts& insert) {
    if (text.empty()) return;
    insert.searchable.integer(++searchable_).optional(entity).optional(statement).text(text).done();
    insert.search.integer(searchable_).text(search_words(text)).done();
  }

  void entity(const EntityView& e, Inserts& insert) {
    insert.entity.text(e.id).text(e.type).optional(e.subtype).text(e.name).done();
    searchable(e.id, {}, e.name, insert);
    for (const std::string_view alias : e.aliases) {
      insert.alias.text(e.id).text(alias).done();
      searchable(e.id, {}, alias, insert);
    }
    for (const AttributeView& a : e.attributes) insert.attribute.text(e.id).text(a.name).text(a.value).done();
  }

  void statement(const StatementView& s, Inserts& insert) {
    insert.statement.text(s.id)
        .text(graph_.id(s.subject))
        .text(s.predicate)
        .text(graph_.id(s.object))
        .real(s.confidence)
        .done();
    for (const AttributeView& q : s.qualifiers) insert.qualifier.text(s.id).text(q.name).text(q.value).done();
    std::int64_t number = 0;
    for (const EvidenceView& e : s.evidence) {
      insert.evidence.text(s.id).integer(++number).integer(documents_.at(e.source)).integer(e.span.begin);
      insert.evidence.integer(e.span.end).text(e.quote).text(e.rule);
      insert.evidence.positive(e.place.page).optional(box_text(e.place)).done();
      searchable({}, s.id, e.quote, insert);
    }
  }

  /// A view a relation, so that `select * from signed` says who signed what, and where it is said. A relation that is
  /// called as a table gets the view relation_NAME.
  void views() {
    std::map<std::string, int> taken{{"document", 1},  {"entity", 1},     {"alias", 1},
                                     {"attribute", 1}, {"statement", 1},  {"qualifier", 1},
                                     {"evidence", 1},  {"searchable", 1}, {"search", 1}};
    for (const std::string_view predicate : graph_.predicates()) {
      std::string name = lower(machine_name(predicate));
      if (taken.count(name) != 0 || name.starts_with("sqlite_") || name.starts_with("search_"))
        name.insert(0, "relation_");
      while (taken[name]++ != 0) name += '_';
      std::string sql;
      StringSink sink(sql);
      Output out(sink);
      out << "create view ";
      // SQL does not look at the case of names, so the view keeps that of the relation.
      write_sql_name(out, lower(machine_name(predicate)) == name ? machine_name(predicate) : name);
      out << " as select s.name as subject, o.name as object,"
             " (select value from qualifier q where q.statement = t.id and q.name = 'date') as date,"
             " t.confidence, e.quote, d.id as document, t.id as statement from statement t"
             " join entity s on s.id = t.subject join entity o on o.id = t.object"
             " left join evidence e on e.statement = t.id and e.number = 1"
             " left join document d on d.number = e.document where t.predicate = ";
      write_sql_string(out, predicate);
      out << ';';
      out.flush();
      database_.run(sql);
    }
  }

  static std::string lower(std::string text) {
    for (char& c : text) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
  }

  const KnowledgeGraph& graph_;
  Database database_;
  std::map<const SourceView*, std::int64_t> documents_;
  std::int64_t searchable_ = 0;
};

}  // namespace

void write_sqlite(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions&) {
  const TemporaryFile file;
  SqliteWriter(graph, file.path()).write();
  file.copy_to(sink);
}

}  // namespace accord
